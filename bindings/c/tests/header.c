/* The header alone: nothing stands before it, and twice is as good as once. */
#include <safeguarding.h>
#include <safeguarding.h>

#include <stdio.h>

/* The binary interface, as other languages write it down. */
typedef char status_is_an_int32[sizeof(safeguarding_status) == 4 ? 1 : -1];
typedef char buffer_is_a_pointer_and_a_size[sizeof(safeguarding_buffer) == sizeof(char *) + sizeof(size_t) ? 1 : -1];

int main(void)
{
    safeguarding_buffer document;
    if (safeguarding_abi_version() != SAFEGUARDING_ABI_VERSION)
        return 1;
    if (safeguarding_schema(SAFEGUARDING_TEXT("case"), &document) != SAFEGUARDING_STATUS_OK || document.length == 0)
        return 1;
    safeguarding_buffer_free(&document);
    puts("1 passed, 0 failed");
    return 0;
}
