/* What a call costs through this door: one line, for the table that sets it beside native.
 *
 *   cost LIBRARY        in the folder of the project
 *
 * `decide` and `replay` are the middle of many calls on an open case, from the bytes of the request to the exact bytes of
 * the answer, in nanoseconds; `load` is from nothing to a ruleset that is ready, in a fresh process without its own start;
 * `library` is the size of the file named. Each answer is looked at before anything is timed.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <safeguarding.h>

#define QUERY "{\"actor\":\"health_visitor\",\"view\":{\"agency\":\"health_visiting\"},\"at\":\"2026-11-16T10:40\"}"
#define WARM 5
#define LOADS 9

typedef safeguarding_status (*asked)(const safeguarding_case *, const char *, size_t, safeguarding_buffer *);

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int earlier(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

static void stop(const char *what)
{
    fprintf(stderr, "cost: %s\n", what);
    exit(1);
}

static safeguarding_case *opened(const safeguarding_ruleset *ruleset, const char *path)
{
    static char bytes[1 << 20];
    safeguarding_case *made;
    safeguarding_buffer error;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        stop(path);
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    if (safeguarding_ruleset_open_case(ruleset, bytes, length, &made, &error) != SAFEGUARDING_STATUS_OK)
        stop("the case does not open");
    return made;
}

static int64_t middle(asked call, const safeguarding_case *on, const char *request, size_t times, const char *expected)
{
    int64_t took[256];
    safeguarding_buffer document;
    for (size_t turn = 0; turn < times + WARM; turn++) {
        int64_t started = now();
        safeguarding_status status = call(on, request, strlen(request), &document);
        if (turn >= WARM)
            took[turn - WARM] = now() - started;
        if (turn == 0 && (status != SAFEGUARDING_STATUS_OK || strstr(document.data, expected) == NULL))
            stop("the answer is another");
        safeguarding_buffer_free(&document);
    }
    qsort(took, times, sizeof *took, earlier);
    return took[times / 2];
}

/* From nothing to a ruleset, in a process in which the library has done nothing before. */
static int64_t load_time(void)
{
    int ends[2];
    int64_t took[LOADS];
    if (pipe(ends) != 0)
        stop("no pipe could be made");
    for (size_t turn = 0; turn < LOADS; turn++) {
        pid_t child = fork();
        if (child == 0) {
            safeguarding_ruleset *ruleset;
            safeguarding_buffer error;
            int64_t started = now();
            int well = safeguarding_abi_version() == SAFEGUARDING_ABI_VERSION
                       && safeguarding_ruleset_built_in(SAFEGUARDING_TEXT("swindon"), &ruleset, &error) == 0;
            int64_t passed = now() - started;
            _exit(well && write(ends[1], &passed, sizeof passed) == (ssize_t)sizeof passed ? 0 : 1);
        }
        if (child < 0 || wait(NULL) < 0 || read(ends[0], &took[turn], sizeof *took) != (ssize_t)sizeof *took)
            stop("the ruleset does not load");
    }
    qsort(took, LOADS, sizeof *took, earlier);
    return took[LOADS / 2];
}

int main(int count, char **words)
{
    struct stat library;
    if (count != 2 || stat(words[1], &library) != 0)
        stop("usage: cost LIBRARY");
    int64_t load = load_time();
    safeguarding_ruleset *ruleset;
    safeguarding_buffer error;
    if (safeguarding_ruleset_built_in(SAFEGUARDING_TEXT("swindon"), &ruleset, &error) != SAFEGUARDING_STATUS_OK)
        stop("the ruleset does not load");
    safeguarding_case *bruise = opened(ruleset, "examples/cases/bruise-at-nine-weeks.json");
    safeguarding_case *child = opened(ruleset, "examples/cases/child-1.json");
    int64_t decide = middle(safeguarding_case_decide, bruise, QUERY, 200, "phone_social_care");
    int64_t replay = middle(safeguarding_case_replay, child, "{}", 30, "\"contacts\":[{");
    printf("cost: c decide %lld replay %lld load %lld library %lld\n", (long long)decide, (long long)replay, (long long)load,
           (long long)library.st_size);
    safeguarding_case_free(child);
    safeguarding_case_free(bruise);
    safeguarding_ruleset_free(ruleset);
    return 0;
}
