#include "reading.h"

#include <stdio.h>
#include <stdlib.h>

#ifndef CASES
#define CASES "examples/cases"
#endif

char *case_file(const char *name, size_t *length)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", CASES, name);
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(1 << 20);
    if (file == NULL || bytes == NULL) {
        fprintf(stderr, "%s cannot be read: run this in the folder of the project\n", path);
        exit(1);
    }
    *length = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

void must(safeguarding_status status, safeguarding_buffer *document)
{
    if (status == SAFEGUARDING_STATUS_OK)
        return;
    safeguarding_buffer message = {NULL, 0};
    safeguarding_error_message(document->data, document->length, &message);
    fprintf(stderr, "%s\n", message.data == NULL ? safeguarding_status_name(status) : message.data);
    safeguarding_buffer_free(&message);
    safeguarding_buffer_free(document);
    exit(1);
}

json_t *answer(safeguarding_status status, safeguarding_buffer *document)
{
    must(status, document);
    json_t *json = json_loadb(document->data, document->length, 0, NULL);
    safeguarding_buffer_free(document);
    return json;
}

const char *text(const json_t *in, const char *key)
{
    const char *found = json_string_value(json_object_get(in, key));
    return found == NULL ? "" : found;
}
