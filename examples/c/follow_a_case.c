/* Follow a case: a call is made and answered, and the answer changes with it.
 *
 *   cc examples/c/follow_a_case.c examples/c/reading.c $(pkg-config --cflags --libs safeguarding jansson) -o follow_a_case
 *
 * The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"

/* A query of the health visitor at a moment, with what a call wants beside it; the caller frees it. */
static char *query_at(const char *at, const char *key, json_t *value)
{
    json_t *query = json_pack("{s:s, s:{s:s}, s:s}", "actor", "health_visitor", "view", "agency", "health_visiting", "at", at);
    if (key != NULL)
        json_object_set_new(query, key, value);
    char *written = json_dumps(query, JSON_COMPACT);
    json_decref(query);
    return written;
}

static json_t *decide(const safeguarding_case *opened, const char *at)
{
    safeguarding_buffer document;
    char *query = query_at(at, NULL, NULL);
    safeguarding_status status = safeguarding_case_decide(opened, query, strlen(query), &document);
    free(query);
    return answer(status, &document);
}

/* How far the call to children's social care has come. */
static void print_the_call(const json_t *decision)
{
    const char *lists[] = {"you_now", "set_others_off", "later", "ended"};
    json_t *item;
    size_t number;
    for (size_t list = 0; list < sizeof lists / sizeof *lists; list++)
        json_array_foreach(json_object_get(decision, lists[list]), number, item)
            if (strcmp(text(item, "action"), "phone_social_care") == 0)
                printf("  %s: %s\n", text(item, "text"), text(item, "progress_words"));
}

static safeguarding_case *with_events(const safeguarding_case *before, const char *events)
{
    safeguarding_case *extended;
    safeguarding_buffer error;
    must(safeguarding_case_add_events(before, events, strlen(events), &extended, &error), &error);
    return extended;
}

int main(void)
{
    safeguarding_ruleset *ruleset;
    safeguarding_case *opened;
    safeguarding_buffer document;
    size_t length, number;

    must(safeguarding_ruleset_built_in(SAFEGUARDING_TEXT("swindon"), &ruleset, &document), &document);
    char *file = case_file("bruise-at-nine-weeks.json", &length);
    must(safeguarding_ruleset_open_case(ruleset, file, length, &opened, &document), &document);
    free(file);

    json_t *before = decide(opened, "2026-11-16T10:40");
    printf("At 10:40 there are %zu things to do. One of them:\n", json_array_size(json_object_get(before, "you_now")));
    print_the_call(before);

    /* The health visitor telephones at 10:45, and nobody has answered yet. Agencies and people may come with the events. */
    safeguarding_case *called = with_events(opened,
        "{ \"agencies\": [{ \"id\": \"mash\", \"name\": \"the safeguarding hub\", \"kind\": \"social_care\" }],"
        "  \"people\": [{ \"id\": \"sw1\", \"role\": \"social_worker\", \"agency\": \"mash\" }],"
        "  \"events\": [{ \"id\": \"m1\", \"type\": \"sent\", \"message\": \"call-1\", \"contact\": \"c1\","
        "    \"at\": \"2026-11-16T10:45\", \"action\": \"phone_social_care\", \"by\": \"hv1\", \"to_agency\": \"mash\","
        "    \"manner\": \"voice\", \"channel\": \"phone\", \"items\": [\"e2\", \"e3\"] }] }");
    json_t *decision = decide(called, "2026-11-16T10:47");
    printf("\nThe call was made:\n");
    print_the_call(decision);
    json_decref(decision);

    /* A social worker takes the call on at 10:52. The cases before are as they were: adding gives a new one. */
    safeguarding_case *answered = with_events(called,
        "{ \"id\": \"m2\", \"type\": \"acknowledged\", \"message\": \"call-1\", \"contact\": \"c1\","
        "  \"at\": \"2026-11-16T10:52\", \"by\": \"sw1\" }");
    decision = decide(answered, "2026-11-16T11:00");
    printf("\nThe call was taken on:\n");
    print_the_call(decision);
    json_decref(decision);

    /* What is new since the first decision. That decision goes in as it came out. */
    char *query = query_at("2026-11-16T11:00", "before", before);
    json_t *news = answer(safeguarding_case_since(answered, query, strlen(query), &document), &document), *item;
    free(query);
    printf("\nNew or nearer since 10:40:\n");
    json_array_foreach(json_object_get(news, "added"), number, item)
        printf("  - %s (%s)\n", text(item, "text"), text(json_object_get(item, "due"), "words"));
    json_array_foreach(json_object_get(news, "tightened"), number, item)
        printf("  - %s (%s)\n", text(item, "text"), text(json_object_get(item, "due"), "words"));
    printf("%s\n", text(news, "not_reassurance"));

    /* Why was it asked for? */
    query = query_at("2026-11-16T11:00", "of", json_string("phone_social_care"));
    json_t *why = answer(safeguarding_case_explain(answered, query, strlen(query), &document), &document);
    free(query);
    printf("\nWhy: %s\n", text(why, "summary"));

    json_decref(why);
    json_decref(news);
    safeguarding_case_free(answered);
    safeguarding_case_free(called);
    safeguarding_case_free(opened);
    safeguarding_ruleset_free(ruleset);
    return 0;
}
