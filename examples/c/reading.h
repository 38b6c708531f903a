/* What the three examples share: reading a file, stopping with the library's own words, and reading an answer. */
#ifndef READING_H
#define READING_H

#include <jansson.h>
#include <safeguarding.h>

/* The bytes of a case file beside the examples; the caller frees them. */
char *case_file(const char *name, size_t *length);

/* Ends the program with the words of the error where a call was not done. */
void must(safeguarding_status status, safeguarding_buffer *document);

/* The answer of a call as JSON, or the end of the program. Frees the buffer; the caller calls json_decref. */
json_t *answer(safeguarding_status status, safeguarding_buffer *document);

/* A text in an answer, such as text(item, "sentence"). */
const char *text(const json_t *in, const char *key);

#endif
