/* Verify and replay a log: two decisions are recorded, checked, decided again, and then tampered with.
 *
 *   cc examples/c/verify_and_replay_a_log.c examples/c/reading.c $(pkg-config --cflags --libs safeguarding jansson) \
 *     -o verify_and_replay_a_log
 *
 * The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"

/* Records a decision: a line for the log, and the log's new head. `head` is the log's head before, or NULL. */
static json_t *record(const safeguarding_case *opened, const char *at, const char *salt, json_t *head)
{
    safeguarding_buffer document;
    json_t *query = json_pack("{s:s, s:{s:s}, s:s, s:s, s:O?}", "actor", "health_visitor", "view", "agency",
                              "health_visiting", "at", at, "salt", salt, "head", head);
    char *written = json_dumps(query, JSON_COMPACT);
    safeguarding_status status = safeguarding_case_record(opened, written, strlen(written), &document);
    free(written);
    json_decref(query);
    return answer(status, &document);
}

int main(void)
{
    safeguarding_ruleset *ruleset;
    safeguarding_case *opened;
    safeguarding_buffer document;
    size_t length, number;
    char salt[33];

    must(safeguarding_ruleset_built_in(SAFEGUARDING_TEXT("swindon"), &ruleset, &document), &document);
    char *file = case_file("bruise-at-nine-weeks.json", &length);
    must(safeguarding_ruleset_open_case(ruleset, file, length, &opened, &document), &document);
    free(file);

    /* The log holds ids and salted digests, nothing that was said or seen. The salt is yours, and stays with you. */
    FILE *random = fopen("/dev/urandom", "rb");
    for (number = 0; random != NULL && number < 16; number++)
        snprintf(salt + 2 * number, 3, "%02x", (unsigned)fgetc(random) & 0xff);
    if (random == NULL || fclose(random) != 0)
        return 1;

    json_t *first = record(opened, "2026-11-16T10:40", salt, NULL);
    json_t *second = record(opened, "2026-11-16T12:00", salt, json_object_get(first, "head"));
    /* A line is as long as what was decided: ask for the room, never guess it. */
    size_t room = strlen(text(first, "line")) + strlen(text(second, "line")) + 1;
    char *log = malloc(room);
    if (log == NULL)
        return 1;
    snprintf(log, room, "%s%s", text(first, "line"), text(second, "line"));

    /* Keep the newest head elsewhere, where whoever can edit the log cannot. */
    json_t *head = json_object_get(second, "head"), *entry;
    char *head_text = json_dumps(head, JSON_COMPACT);
    printf("The log has %lld records; its head is %.12s...\n", (long long)json_integer_value(json_object_get(head, "count")),
           text(head, "hash"));

    /* Years later: is it the log that was written, to its end? */
    json_t *check = answer(
        safeguarding_verify_log(log, strlen(log), head_text, strlen(head_text), &document), &document);
    printf("The chain is %s, and %s where it should.\n", json_is_true(json_object_get(check, "whole")) ? "whole" : "broken",
           json_is_true(json_object_get(check, "against_head")) ? "ends" : "does not end");
    json_decref(check);

    /* And does each decision come out the same? */
    json_t *request = json_pack("{s:s, s:O}", "salt", salt, "head", head);
    char *request_text = json_dumps(request, JSON_COMPACT);
    json_t *replayed = answer(
        safeguarding_case_replay_log(opened, log, strlen(log), request_text, strlen(request_text), &document), &document);
    json_array_foreach(json_object_get(replayed, "records"), number, entry)
        printf("Record %lld: %s: %s.\n", (long long)json_integer_value(json_object_get(entry, "record")), text(entry, "came"),
               text(entry, "words"));

    /* Somebody edits the first line: an answer with the line when it is checked, an error when it is replayed. */
    memcpy(strstr(log, "10:40"), "10:45", 5);
    check = answer(safeguarding_verify_log(log, strlen(log), head_text, strlen(head_text), &document), &document);
    printf("\nAfter an edit: line %lld: %s\n", (long long)json_integer_value(json_object_get(check, "line")),
           text(check, "message"));
    safeguarding_status status =
        safeguarding_case_replay_log(opened, log, strlen(log), request_text, strlen(request_text), &document);
    printf("It is not replayed: %s.\n", safeguarding_status_name(status));
    safeguarding_buffer_free(&document);

    json_decref(check);
    json_decref(replayed);
    json_decref(request);
    free(request_text);
    free(head_text);
    free(log);
    json_decref(second);
    json_decref(first);
    safeguarding_case_free(opened);
    safeguarding_ruleset_free(ruleset);
    return 0;
}
