#include "vector.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base64.h"
#include "calls.h"
#include "sha256.h"

/* What a step gave: an answer, or an error document with another status than 0. */
struct outcome {
    safeguarding_status status;
    safeguarding_buffer document;
};

/* An argument, and what was allocated for it. */
struct held {
    struct argument argument;
    char *decoded;
};

/* What a vector has opened. Built-in rulesets are shared between vectors, and between threads. */
struct opened {
    struct handles handles;
    safeguarding_ruleset *own_ruleset;
    safeguarding_case *own_file;
};

static void broken(const char *what)
{
    fprintf(stderr, "the vectors cannot be read: %s\n", what);
    exit(2);
}

static struct held held(const json_t *written)
{
    struct held held = {{NULL, 0, 0}, NULL};
    const json_t *text = json_object_get(written, "text"), *base64 = json_object_get(written, "base64");
    if (written == NULL || json_is_null(written)) {
        held.argument.absent = 1;
    } else if (text != NULL) {
        held.argument.data = json_string_value(text);
        held.argument.length = json_string_length(text);
    } else if (base64 != NULL) {
        held.decoded = base64_decoded(json_string_value(base64), json_string_length(base64), &held.argument.length);
        held.argument.data = held.decoded;
        if (held.decoded == NULL)
            broken("an argument is not base64");
    } else {
        broken("an argument has neither `text` nor `base64`");
    }
    return held;
}

/* ------------------------------------------------------------------------------------- rulesets that are shared */

struct shared {
    const char *name;
    int retrospective;
    safeguarding_ruleset *ruleset;
};

static struct shared shared[32];
static size_t shared_count;
static pthread_mutex_t shared_lock = PTHREAD_MUTEX_INITIALIZER;

static void turn_on_retrospective(safeguarding_ruleset **ruleset, struct outcome *outcome)
{
    safeguarding_ruleset *turned_on;
    outcome->status = safeguarding_ruleset_with_retrospective(*ruleset, &turned_on, &outcome->document);
    safeguarding_ruleset_free(*ruleset);
    *ruleset = turned_on;
}

static struct outcome built_in(struct opened *opened, const json_t *name, int retrospective)
{
    struct outcome outcome = {SAFEGUARDING_STATUS_OK, {NULL, 0}};
    const char *text = json_string_value(name);
    pthread_mutex_lock(&shared_lock);
    for (size_t at = 0; at < shared_count && opened->handles.ruleset == NULL; at++)
        if (shared[at].retrospective == retrospective && strcmp(shared[at].name, text) == 0)
            opened->handles.ruleset = shared[at].ruleset;
    if (opened->handles.ruleset == NULL) {
        safeguarding_ruleset *ruleset;
        outcome.status = safeguarding_ruleset_built_in(text, json_string_length(name), &ruleset, &outcome.document);
        if (outcome.status == SAFEGUARDING_STATUS_OK && retrospective)
            turn_on_retrospective(&ruleset, &outcome);
        if (outcome.status == SAFEGUARDING_STATUS_OK && shared_count < sizeof shared / sizeof *shared)
            shared[shared_count++] = (struct shared){text, retrospective, ruleset};
        else
            opened->own_ruleset = ruleset;
        opened->handles.ruleset = ruleset;
    }
    pthread_mutex_unlock(&shared_lock);
    return outcome;
}

void free_built_in_rulesets(void)
{
    while (shared_count > 0)
        safeguarding_ruleset_free(shared[--shared_count].ruleset);
}

/* ------------------------------------------------------------------------------------- the steps of a vector */

static struct outcome open_ruleset(struct opened *opened, const json_t *vector)
{
    struct outcome outcome = {SAFEGUARDING_STATUS_OK, {NULL, 0}};
    const json_t *ruleset = json_object_get(vector, "ruleset");
    int retrospective = json_is_true(json_object_get(vector, "retrospective"));
    if (ruleset == NULL)
        return outcome;
    const json_t *name = json_object_get(ruleset, "built_in"), *compiled = json_object_get(ruleset, "compiled");
    if (name != NULL)
        return built_in(opened, name, retrospective);

    struct held bytes = held(compiled != NULL ? compiled : json_object_get(ruleset, "documents"));
    struct argument given = bytes.argument;
    safeguarding_ruleset **own = &opened->own_ruleset;
    if (compiled != NULL)
        outcome.status = safeguarding_ruleset_from_compiled(given.data, given.length, own, &outcome.document);
    else
        outcome.status = safeguarding_ruleset_from_documents(given.data, given.length, own, &outcome.document);
    free(bytes.decoded);
    if (outcome.status == SAFEGUARDING_STATUS_OK && retrospective)
        turn_on_retrospective(own, &outcome);
    opened->handles.ruleset = *own;
    return outcome;
}

static struct outcome open_file(struct opened *opened, const json_t *written)
{
    struct outcome outcome;
    struct held bytes = held(written);
    outcome.status = safeguarding_ruleset_open_case(opened->handles.ruleset, bytes.argument.data, bytes.argument.length,
                                                    &opened->own_file, &outcome.document);
    opened->handles.file = opened->own_file;
    free(bytes.decoded);
    return outcome;
}

static struct outcome add(struct opened *opened, const json_t *written)
{
    struct outcome outcome;
    struct held bytes = held(written);
    safeguarding_case *extended;
    outcome.status = safeguarding_case_add_events(opened->handles.file, bytes.argument.data, bytes.argument.length,
                                                  &extended, &outcome.document);
    free(bytes.decoded);
    if (outcome.status == SAFEGUARDING_STATUS_OK) {
        safeguarding_case_free(opened->own_file);
        opened->handles.file = opened->own_file = extended;
    }
    return outcome;
}

static struct outcome make(const struct opened *opened, const json_t *asked)
{
    struct outcome outcome = {SAFEGUARDING_STATUS_OK, {NULL, 0}};
    const json_t *arguments = json_object_get(asked, "args");
    const char *name = json_string_value(json_object_get(asked, "call"));
    const struct call *call = name == NULL ? NULL : call_named(name);
    if (call == NULL || call->function == NULL || json_array_size(arguments) != call->arguments)
        broken(name == NULL ? "a vector names no call" : name);
    struct held bytes[2] = {{{NULL, 0, 1}, NULL}, {{NULL, 0, 1}, NULL}};
    struct argument with[2];
    for (size_t at = 0; at < 2; at++) {
        if (at < call->arguments)
            bytes[at] = held(json_array_get(arguments, at));
        with[at] = bytes[at].argument;
    }
    outcome.status = call->function(&opened->handles, with, &outcome.document);
    free(bytes[0].decoded);
    free(bytes[1].decoded);
    return outcome;
}

/* Everything up to the call, and the call; the first error is the outcome. */
static struct outcome reached(struct opened *opened, const json_t *vector)
{
    const json_t *file = json_object_get(vector, "case"), *added = json_object_get(vector, "add");
    struct outcome outcome = open_ruleset(opened, vector);
    if (outcome.status == SAFEGUARDING_STATUS_OK && file != NULL)
        outcome = open_file(opened, file);
    for (size_t at = 0; outcome.status == SAFEGUARDING_STATUS_OK && at < json_array_size(added); at++)
        outcome = add(opened, json_array_get(added, at));
    return outcome.status == SAFEGUARDING_STATUS_OK ? make(opened, vector) : outcome;
}

/* ------------------------------------------------------------------------------------- what is expected */

/* Whether an error document begins with the code that the status says: `code` is its first key. */
static int same_code(const struct outcome *outcome)
{
    char start[64];
    const char *name = safeguarding_status_name(outcome->status);
    int length = snprintf(start, sizeof start, "{\"code\":\"%s\",", name == NULL ? "?" : name);
    return outcome->document.length > (size_t)length && memcmp(outcome->document.data, start, (size_t)length) == 0;
}

static int holds(const char *id, const char *which, struct outcome outcome, const json_t *asked)
{
    const json_t *expect = json_object_get(asked, "expect");
    int expects_error = json_object_get(expect, "error") != NULL, is_error = outcome.status != SAFEGUARDING_STATUS_OK;
    const json_t *expected = json_object_get(expect, expects_error ? "error" : "ok");
    const char *digest = json_string_value(json_object_get(expected, "sha256"));
    json_int_t length = json_integer_value(json_object_get(expected, "length"));
    if (digest == NULL)
        broken("a vector expects nothing");

    char got[65];
    sha256_hex(outcome.document.data, outcome.document.length, got);
    int same = expects_error == is_error && (json_int_t)outcome.document.length == length && strcmp(got, digest) == 0
               && (!is_error || same_code(&outcome));
    if (!same) {
        const char *status = safeguarding_status_name(outcome.status);
        int shown = outcome.document.length < 400 ? (int)outcome.document.length : 400;
        printf("%s%s: expected %s of %lld bytes, sha256 %s\n  got %s, %zu bytes, sha256 %s\n  %.*s\n", id, which,
               expects_error ? "an error" : "an answer", (long long)length, digest, status == NULL ? "no status" : status,
               outcome.document.length, got, shown, outcome.document.data == NULL ? "" : outcome.document.data);
    }
    safeguarding_buffer_free(&outcome.document);
    return same;
}

int vector_holds(const json_t *vector)
{
    const char *id = json_string_value(json_object_get(vector, "id"));
    const json_t *then = json_object_get(vector, "then");
    struct opened opened = {{NULL, NULL}, NULL, NULL};
    int same = holds(id, "", reached(&opened, vector), vector);
    if (then != NULL)
        same &= holds(id, ", then", make(&opened, then), then);
    /* A case outlives its ruleset. */
    safeguarding_ruleset_free(opened.own_ruleset);
    safeguarding_case_free(opened.own_file);
    return same;
}
