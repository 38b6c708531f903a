/* Decide once: a baby of nine weeks with a bruise, and what the health visitor does now.
 *
 *   cc examples/c/decide_once.c examples/c/reading.c $(pkg-config --cflags --libs safeguarding jansson) -o decide_once
 *
 * The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
 */
#include <stdio.h>
#include <stdlib.h>

#include "reading.h"

int main(void)
{
    safeguarding_ruleset *ruleset;
    safeguarding_case *opened;
    safeguarding_buffer document;
    size_t length, number;

    /* A program compiled with another header must go no further. */
    if (safeguarding_abi_version() != SAFEGUARDING_ABI_VERSION)
        return 1;

    /* A ruleset holds the pathways of a place. It never changes: load it once and use it for every case. */
    must(safeguarding_ruleset_built_in(SAFEGUARDING_TEXT("swindon"), &ruleset, &document), &document);

    /* A case file says what was seen and said about a child, by whom and when. */
    char *file = case_file("bruise-at-nine-weeks.json", &length);
    must(safeguarding_ruleset_open_case(ruleset, file, length, &opened, &document), &document);
    free(file);

    /* Who asks, whose knowledge is used, and at which moment. The library reads no clock. */
    const char query[] = "{ \"actor\": \"health_visitor\", \"view\": { \"agency\": \"health_visiting\" },"
                         " \"at\": \"2026-11-16T10:40\" }";
    json_t *decision = answer(safeguarding_case_decide(opened, query, sizeof query - 1, &document), &document);

    /* Every answer says which ruleset it rests on, and how that stands. */
    printf("%s\n\nYou, now, at %s:\n", text(json_object_get(decision, "ruleset"), "standing"), text(decision, "at_words"));
    size_t shown = (size_t)json_integer_value(json_object_get(decision, "shown_first"));
    json_t *now = json_object_get(decision, "you_now"), *item;
    json_array_foreach(now, number, item) {
        if (number == shown)
            break;
        json_t *reason = json_array_get(json_object_get(item, "reasons"), 0);
        printf("  %zu. %s\n     %s\n     because: %s\n", number + 1, text(item, "sentence"),
               text(json_object_get(item, "due"), "words"), text(reason, "because"));
    }

    /* What is not known is part of the answer: it is never taken for a no. */
    printf("\nWorth asking:\n");
    json_array_foreach(json_object_get(decision, "questions"), number, item)
        printf("  - %s\n", text(item, "question"));
    printf("\n%s\n", text(decision, "not_reassurance"));

    json_decref(decision);
    safeguarding_case_free(opened);
    safeguarding_ruleset_free(ruleset);
    return 0;
}
