/* Base64, for what the vectors hold that is no text. */
#ifndef BASE64_H
#define BASE64_H

#include <stddef.h>

/* Decodes `text`. The result is the caller's to free; NULL when the text is not base64 or no memory is left. */
char *base64_decoded(const char *text, size_t length, size_t *decoded_length);

#endif
