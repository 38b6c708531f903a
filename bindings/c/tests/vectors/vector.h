/* One vector: what it asks for, done through the C door, and compared with what it expects. */
#ifndef VECTOR_H
#define VECTOR_H

#include <jansson.h>

/* Runs it, and prints what is wrong with what it got. Whether all was as expected. */
int vector_holds(const json_t *vector);

/* Frees the built-in rulesets, which vectors share. */
void free_built_in_rulesets(void);

#endif
