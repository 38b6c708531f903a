/* SHA-256 (FIPS 180-4), to compare answers with the digests in the vectors. */
#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>

/* Writes 64 hexadecimal digits and a NUL. */
void sha256_hex(const void *data, size_t length, char digest[65]);

#endif
