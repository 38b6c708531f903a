/* What only C can get wrong: null pointers, lengths, embedded NULs, the order of frees, threads that share a handle. */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <safeguarding.h>

static unsigned passed, failed;

static void check(int holds, const char *what, int line)
{
    if (holds) {
        passed++;
    } else {
        failed++;
        printf("tests/contract.c:%d: %s\n", line, what);
    }
}

#define CHECK(condition) check((condition), #condition, __LINE__)
#define CASE_FILE                                                                                                      \
    "{ \"schema\": \"safeguarding/case/1\", \"id\": \"an invented baby\", \"child\": { \"born\": \"2024-03-01\" },"     \
    " \"agencies\": [{ \"id\": \"hv\", \"kind\": \"health\" }],"                                                       \
    " \"people\": [{ \"id\": \"hv1\", \"role\": \"health_visitor\", \"agency\": \"hv\" }], \"events\": [] }"
#define QUERY                                                                                                          \
    "{ \"actor\": \"health_visitor\", \"view\": { \"agency\": \"hv\" }, \"at\": \"2024-05-03T10:40\" }"

static safeguarding_ruleset *ruleset;
static safeguarding_case *file;

/* Whether a call was refused with this code, in its status and in its document. Frees the document. */
static int refused(safeguarding_status status, safeguarding_buffer *document, safeguarding_status expected)
{
    char start[64];
    int length = snprintf(start, sizeof start, "{\"code\":\"%s\",", safeguarding_status_name(expected));
    int well = status == expected && document->length > (size_t)length
               && memcmp(document->data, start, (size_t)length) == 0 && document->data[document->length] == '\0';
    if (!well)
        printf("status %d: %.*s\n", (int)status, (int)document->length, document->data == NULL ? "" : document->data);
    safeguarding_buffer_free(document);
    return well;
}

static int answered(safeguarding_status status, safeguarding_buffer *document, const char *start)
{
    int well = status == SAFEGUARDING_STATUS_OK && document->length > strlen(start)
               && memcmp(document->data, start, strlen(start)) == 0 && document->data[document->length] == '\0';
    safeguarding_buffer_free(document);
    return well;
}

static void open_both(void)
{
    safeguarding_buffer error;
    CHECK(safeguarding_ruleset_built_in(SAFEGUARDING_TEXT("swindon"), &ruleset, &error) == SAFEGUARDING_STATUS_OK);
    CHECK(ruleset != NULL && error.data == NULL && error.length == 0);
    CHECK(safeguarding_ruleset_open_case(ruleset, SAFEGUARDING_TEXT(CASE_FILE), &file, &error) == SAFEGUARDING_STATUS_OK);
    CHECK(file != NULL && error.data == NULL && error.length == 0);
}

static void versions_and_names(void)
{
    CHECK(safeguarding_abi_version() == SAFEGUARDING_ABI_VERSION);
    CHECK(strcmp(safeguarding_status_name(SAFEGUARDING_STATUS_OK), "ok") == 0);
    CHECK(strcmp(safeguarding_status_name(SAFEGUARDING_STATUS_NOT_UTF8), "not-utf8") == 0);
    CHECK(strcmp(safeguarding_status_name(SAFEGUARDING_STATUS_BAD_HANDLE), "bad-handle") == 0);
    CHECK(strcmp(safeguarding_status_name(SAFEGUARDING_STATUS_INTERNAL), "internal") == 0);
    CHECK(safeguarding_status_name(-1) == NULL && safeguarding_status_name(1000) == NULL);
}

/* Each call, with each pointer that may not be null. The three ways of taking arguments are told apart by macros. */
#define REFUSES(...) CHECK(refused(__VA_ARGS__, &document, SAFEGUARDING_STATUS_BAD_HANDLE))
#define REFUSES_WITHOUT_WORDS(...) CHECK((__VA_ARGS__) == SAFEGUARDING_STATUS_BAD_HANDLE)
#define EMPTY_PLACE ((safeguarding_buffer *)NULL)

#define NULLS_OF_REQUEST(call, on, nothing)                                                                            \
    do {                                                                                                               \
        REFUSES(call(nothing, SAFEGUARDING_TEXT(QUERY), &document));                                                   \
        REFUSES(call(on, NULL, 1, &document));                                                                         \
        REFUSES(call(on, NULL, SIZE_MAX, &document));                                                                  \
        REFUSES(call(on, QUERY, SIZE_MAX, &document));                                                                 \
        REFUSES_WITHOUT_WORDS(call(on, SAFEGUARDING_TEXT(QUERY), EMPTY_PLACE));                                        \
        CHECK(refused(call(on, NULL, 0, &document), &document, SAFEGUARDING_STATUS_NOT_JSON));                                \
        CHECK(refused(call(on, "", 0, &document), &document, SAFEGUARDING_STATUS_NOT_JSON));                                  \
    } while (0)

#define NULLS_OF_HANDLE(call, on, nothing)                                                                             \
    do {                                                                                                               \
        REFUSES(call(nothing, &document));                                                                             \
        REFUSES_WITHOUT_WORDS(call(on, EMPTY_PLACE));                                                                  \
    } while (0)

/* For calls that give a handle; `...` is what stands before the two places. */
#define NULLS_OF_PLACES(call, type, ...)                                                                               \
    do {                                                                                                               \
        type *made = (type *)&document;                                                                                \
        REFUSES(call(__VA_ARGS__, NULL, &document));                                                                   \
        REFUSES_WITHOUT_WORDS(call(__VA_ARGS__, &made, EMPTY_PLACE));                                                  \
        CHECK(made == NULL);                                                                                           \
        REFUSES_WITHOUT_WORDS(call(__VA_ARGS__, NULL, EMPTY_PLACE));                                                   \
    } while (0)

#define NULLS_OF_BYTES(call, type, ...)                                                                                \
    do {                                                                                                               \
        type *made = (type *)&document;                                                                                \
        REFUSES(call(__VA_ARGS__ NULL, 1, &made, &document));                                                          \
        CHECK(made == NULL);                                                                                           \
        REFUSES(call(__VA_ARGS__ "{}", SIZE_MAX, &made, &document));                                                   \
        CHECK(made == NULL);                                                                                           \
    } while (0)

static void nulls(void)
{
    safeguarding_buffer document;
    const safeguarding_ruleset *no_ruleset = NULL;
    const safeguarding_case *no_case = NULL;

    REFUSES_WITHOUT_WORDS(safeguarding_about(NULL));
    REFUSES_WITHOUT_WORDS(safeguarding_schema(SAFEGUARDING_TEXT("case"), NULL));
    REFUSES(safeguarding_schema(NULL, 1, &document));
    CHECK(refused(safeguarding_schema(NULL, 0, &document), &document, SAFEGUARDING_STATUS_UNKNOWN_WORD));
    REFUSES_WITHOUT_WORDS(safeguarding_deadline(SAFEGUARDING_TEXT("{}"), NULL));
    REFUSES(safeguarding_deadline(NULL, 1, &document));
    CHECK(refused(safeguarding_deadline(NULL, 0, &document), &document, SAFEGUARDING_STATUS_NOT_JSON));
    REFUSES_WITHOUT_WORDS(safeguarding_verify_log("", 0, NULL, 0, NULL));
    REFUSES(safeguarding_verify_log(NULL, 1, NULL, 0, &document));
    REFUSES(safeguarding_verify_log("", 0, NULL, 1, &document));
    CHECK(refused(safeguarding_verify_log("", 0, "", 0, &document), &document, SAFEGUARDING_STATUS_NOT_JSON));
    CHECK(answered(safeguarding_verify_log(NULL, 0, NULL, 0, &document), &document, "{"));
    REFUSES_WITHOUT_WORDS(safeguarding_error_message(SAFEGUARDING_TEXT("{}"), NULL));
    REFUSES(safeguarding_error_message(NULL, 1, &document));

    NULLS_OF_PLACES(safeguarding_ruleset_built_in, safeguarding_ruleset, SAFEGUARDING_TEXT("swindon"));
    NULLS_OF_BYTES(safeguarding_ruleset_built_in, safeguarding_ruleset, );
    NULLS_OF_PLACES(safeguarding_ruleset_from_compiled, safeguarding_ruleset, SAFEGUARDING_TEXT("x"));
    NULLS_OF_BYTES(safeguarding_ruleset_from_compiled, safeguarding_ruleset, );
    NULLS_OF_PLACES(safeguarding_ruleset_from_documents, safeguarding_ruleset, SAFEGUARDING_TEXT("{}"));
    NULLS_OF_BYTES(safeguarding_ruleset_from_documents, safeguarding_ruleset, );
    NULLS_OF_PLACES(safeguarding_ruleset_with_retrospective, safeguarding_ruleset, ruleset);
    NULLS_OF_PLACES(safeguarding_ruleset_open_case, safeguarding_case, ruleset, SAFEGUARDING_TEXT(CASE_FILE));
    NULLS_OF_BYTES(safeguarding_ruleset_open_case, safeguarding_case, ruleset, );
    NULLS_OF_PLACES(safeguarding_case_add_events, safeguarding_case, file, SAFEGUARDING_TEXT("[]"));
    NULLS_OF_BYTES(safeguarding_case_add_events, safeguarding_case, file, );
    {
        safeguarding_ruleset *made = ruleset;
        REFUSES(safeguarding_ruleset_with_retrospective(no_ruleset, &made, &document));
        CHECK(made == NULL);
        safeguarding_case *opened = file;
        REFUSES(safeguarding_ruleset_open_case(no_ruleset, SAFEGUARDING_TEXT(CASE_FILE), &opened, &document));
        CHECK(opened == NULL);
        opened = file;
        REFUSES(safeguarding_case_add_events(no_case, SAFEGUARDING_TEXT("[]"), &opened, &document));
        CHECK(opened == NULL);
    }

    NULLS_OF_HANDLE(safeguarding_ruleset_stamp, ruleset, no_ruleset);
    NULLS_OF_HANDLE(safeguarding_ruleset_compiled, ruleset, no_ruleset);
    NULLS_OF_HANDLE(safeguarding_ruleset_vocabulary, ruleset, no_ruleset);
    NULLS_OF_HANDLE(safeguarding_ruleset_fallback_card, ruleset, no_ruleset);
    NULLS_OF_HANDLE(safeguarding_case_document, file, no_case);
    NULLS_OF_REQUEST(safeguarding_case_decide, file, no_case);
    NULLS_OF_REQUEST(safeguarding_case_since, file, no_case);
    NULLS_OF_REQUEST(safeguarding_case_explain, file, no_case);
    NULLS_OF_REQUEST(safeguarding_case_permits, file, no_case);
    NULLS_OF_REQUEST(safeguarding_case_replay, file, no_case);
    NULLS_OF_REQUEST(safeguarding_case_record, file, no_case);

    /* The retrospective calls are looked at after they are turned on. */
    {
        safeguarding_ruleset *review;
        safeguarding_case *reviewed;
        CHECK(safeguarding_ruleset_with_retrospective(ruleset, &review, &document) == SAFEGUARDING_STATUS_OK);
        CHECK(safeguarding_ruleset_open_case(review, SAFEGUARDING_TEXT(CASE_FILE), &reviewed, &document) == SAFEGUARDING_STATUS_OK);
        NULLS_OF_REQUEST(safeguarding_case_pooled, reviewed, no_case);
        NULLS_OF_REQUEST(safeguarding_case_gaps, reviewed, no_case);
        safeguarding_ruleset_free(review);
        safeguarding_case_free(reviewed);
    }
    CHECK(refused(safeguarding_case_pooled(file, SAFEGUARDING_TEXT("{}"), &document), &document, SAFEGUARDING_STATUS_CAPABILITY_OFF));

    REFUSES(safeguarding_ruleset_answer_live(no_ruleset, SAFEGUARDING_TEXT("{}"), SAFEGUARDING_TEXT(QUERY), &document));
    REFUSES(safeguarding_ruleset_answer_live(ruleset, NULL, 1, SAFEGUARDING_TEXT(QUERY), &document));
    REFUSES(safeguarding_ruleset_answer_live(ruleset, SAFEGUARDING_TEXT("{}"), NULL, 1, &document));
    REFUSES_WITHOUT_WORDS(safeguarding_ruleset_answer_live(ruleset, SAFEGUARDING_TEXT("{}"), SAFEGUARDING_TEXT(QUERY), NULL));
    CHECK(answered(safeguarding_ruleset_answer_live(ruleset, NULL, 0, NULL, 0, &document), &document, "{"));
    REFUSES(safeguarding_case_replay_log(no_case, "", 0, SAFEGUARDING_TEXT("{}"), &document));
    REFUSES(safeguarding_case_replay_log(file, NULL, 1, SAFEGUARDING_TEXT("{}"), &document));
    REFUSES(safeguarding_case_replay_log(file, "", 0, NULL, 1, &document));
    REFUSES_WITHOUT_WORDS(safeguarding_case_replay_log(file, "", 0, SAFEGUARDING_TEXT("{}"), NULL));

    safeguarding_ruleset_free(NULL);
    safeguarding_case_free(NULL);
    safeguarding_buffer_free(NULL);
    document = (safeguarding_buffer){NULL, 0};
    safeguarding_buffer_free(&document);
    safeguarding_buffer_free(&document);
}

static void crooked_pointers(void)
{
    safeguarding_buffer document, places[2];
    char *crooked = (char *)places + 1;
    void *place = crooked;
    REFUSES_WITHOUT_WORDS(safeguarding_about(place));
    REFUSES(safeguarding_case_decide(place, SAFEGUARDING_TEXT(QUERY), &document));
    safeguarding_buffer_free(place);
    safeguarding_case_free(place);
}

static void bytes_are_bytes(void)
{
    safeguarding_buffer document;
    char *exact = malloc(sizeof QUERY - 1);
    /* No NUL follows: memcheck and AddressSanitizer would see a read past the end. */
    memcpy(exact, QUERY, sizeof QUERY - 1);
    CHECK(answered(safeguarding_case_decide(file, exact, sizeof QUERY - 1, &document), &document, "{\"actor\":"));
    free(exact);
    CHECK(refused(safeguarding_case_decide(file, QUERY, sizeof QUERY, &document), &document, SAFEGUARDING_STATUS_NOT_JSON));
    CHECK(refused(safeguarding_case_decide(file, "\0{}", 3, &document), &document, SAFEGUARDING_STATUS_NOT_JSON));
    CHECK(refused(safeguarding_case_decide(file, "\xed\xa0\x80", 3, &document), &document, SAFEGUARDING_STATUS_NOT_UTF8));
    CHECK(refused(safeguarding_schema("\xff", 1, &document), &document, SAFEGUARDING_STATUS_NOT_UTF8));
    CHECK(refused(safeguarding_schema("case\0", 5, &document), &document, SAFEGUARDING_STATUS_UNKNOWN_WORD));
    CHECK(answered(safeguarding_case_decide(file, SAFEGUARDING_TEXT(QUERY), &document), &document, "{\"actor\":"));
}

static void words_of_an_error(void)
{
    safeguarding_buffer error, words;
    safeguarding_ruleset *none;
    CHECK(safeguarding_ruleset_built_in(SAFEGUARDING_TEXT("swindom"), &none, &error) == SAFEGUARDING_STATUS_UNKNOWN_RULESET);
    CHECK(none == NULL);
    CHECK(safeguarding_error_message(error.data, error.length, &words) == SAFEGUARDING_STATUS_OK);
    CHECK(words.data != NULL && strstr(words.data, "the nearest name is `swindon`") != NULL);
    safeguarding_buffer_free(&words);
    safeguarding_buffer_free(&error);
    CHECK(refused(safeguarding_error_message(SAFEGUARDING_TEXT("{}"), &words), &words, SAFEGUARDING_STATUS_MISSING));
    CHECK(refused(safeguarding_error_message(SAFEGUARDING_TEXT("["), &words), &words, SAFEGUARDING_STATUS_NOT_JSON));
}

#define THREADS 8

static void *decide_many_times(void *given)
{
    size_t *same = given;
    safeguarding_buffer first, again;
    if (safeguarding_case_decide(file, SAFEGUARDING_TEXT(QUERY), &first) != SAFEGUARDING_STATUS_OK)
        return NULL;
    for (int time = 0; time < 20; time++) {
        safeguarding_case *extended;
        if (safeguarding_case_add_events(file, SAFEGUARDING_TEXT("[]"), &extended, &again) != SAFEGUARDING_STATUS_OK)
            return NULL;
        if (safeguarding_case_decide(extended, SAFEGUARDING_TEXT(QUERY), &again) == SAFEGUARDING_STATUS_OK)
            *same += again.length == first.length && memcmp(again.data, first.data, first.length) == 0;
        safeguarding_buffer_free(&again);
        safeguarding_case_free(extended);
        /* An error in one thread is no matter to the others. */
        *same += refused(safeguarding_case_decide(file, "[", 1, &again), &again, SAFEGUARDING_STATUS_NOT_JSON);
    }
    safeguarding_buffer_free(&first);
    return NULL;
}

static void threads_share_a_case(void)
{
    pthread_t threads[THREADS];
    size_t same[THREADS] = {0};
    for (size_t at = 0; at < THREADS; at++)
        CHECK(pthread_create(&threads[at], NULL, decide_many_times, &same[at]) == 0);
    for (size_t at = 0; at < THREADS; at++) {
        pthread_join(threads[at], NULL);
        CHECK(same[at] == 40);
    }
}

static void *free_elsewhere(void *given)
{
    safeguarding_case_free(given);
    return NULL;
}

static void frees_in_any_order(void)
{
    safeguarding_buffer document;
    pthread_t thread;
    safeguarding_ruleset_free(ruleset);
    CHECK(answered(safeguarding_case_decide(file, SAFEGUARDING_TEXT(QUERY), &document), &document, "{\"actor\":"));
    CHECK(pthread_create(&thread, NULL, free_elsewhere, file) == 0);
    pthread_join(thread, NULL);
}

int main(void)
{
    versions_and_names();
    open_both();
    nulls();
    crooked_pointers();
    bytes_are_bytes();
    words_of_an_error();
    threads_share_a_case();
    frees_in_any_order();
    printf("%u passed, %u failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
