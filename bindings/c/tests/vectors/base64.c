#include "base64.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char *base64_decoded(const char *text, size_t length, size_t *decoded_length)
{
    while (length > 0 && text[length - 1] == '=')
        length--;
    /* Never of size 0, so that NULL means only that something is wrong. */
    char *decoded = malloc(length / 4 * 3 + 3);
    size_t filled = 0;
    uint32_t bits = 0;
    int count = 0;
    for (size_t at = 0; at < length && decoded != NULL; at++) {
        const char *digit = text[at] == '\0' ? NULL : strchr(DIGITS, text[at]);
        if (digit == NULL) {
            free(decoded);
            return NULL;
        }
        bits = bits << 6 | (uint32_t)(digit - DIGITS);
        count += 6;
        if (count >= 8) {
            count -= 8;
            decoded[filled++] = (char)(bits >> count & 0xff);
        }
    }
    *decoded_length = filled;
    return decoded;
}
