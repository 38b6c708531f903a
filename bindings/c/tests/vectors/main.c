/* Runs the shared vectors through the C door.
 *
 *   vectors [--processes N] [--threads N] FOLDER
 *
 * Processes split the vectors between them, and so do the threads of each process, which share handles. However they are
 * split, one line says how many ran in the end.
 */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "calls.h"
#include "sha256.h"
#include "vector.h"

#define MOST 64

struct counts {
    size_t ran;
    size_t failed;
};

/* The share of one thread: each `step`th vector from `first` on. */
struct share {
    size_t first;
    size_t step;
    struct counts counts;
};

static const json_t **vectors;
static size_t vectors_count;

static void stop(const char *what, const char *of)
{
    fprintf(stderr, "%s: %s\n", of, what);
    exit(2);
}

static json_t *loaded(const char *folder, const char *name)
{
    char path[4096];
    json_error_t error;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    json_t *document = json_load_file(path, JSON_ALLOW_NUL, &error);
    if (document == NULL)
        stop(error.text, path);
    return document;
}

static void *run_share(void *given)
{
    struct share *share = given;
    for (size_t at = share->first; at < vectors_count; at += share->step) {
        share->counts.failed += !vector_holds(vectors[at]);
        share->counts.ran++;
    }
    return NULL;
}

/* Runs one process's vectors on its threads. */
static struct counts run_process(size_t number, size_t processes, size_t threads)
{
    struct counts sum = {0, 0};
    struct share shares[MOST];
    pthread_t running[MOST];
    for (size_t at = 0; at < threads; at++) {
        shares[at] = (struct share){number + at * processes, processes * threads, {0, 0}};
        if (at > 0 && pthread_create(&running[at], NULL, run_share, &shares[at]) != 0)
            stop("no thread could be started", "vectors");
    }
    run_share(&shares[0]);
    for (size_t at = 0; at < threads; at++) {
        if (at > 0)
            pthread_join(running[at], NULL);
        sum.ran += shares[at].counts.ran;
        sum.failed += shares[at].counts.failed;
    }
    free_built_in_rulesets();
    return sum;
}

/* Runs processes beside each other, adds up what they say, and says whether all ended well. */
static int run_processes(size_t processes, size_t threads, struct counts *sum)
{
    int ends[2], well = 1;
    if (pipe(ends) != 0)
        stop("no pipe could be made", "vectors");
    fflush(stdout);
    for (size_t number = 0; number < processes; number++) {
        pid_t child = fork();
        if (child < 0)
            stop("no process could be started", "vectors");
        if (child == 0) {
            struct counts counts = run_process(number, processes, threads);
            int sent = write(ends[1], &counts, sizeof counts) == (ssize_t)sizeof counts;
            fflush(stdout);
            close(ends[0]), close(ends[1]);
            free(vectors);
            exit(sent ? 0 : 2);
        }
    }
    close(ends[1]);
    struct counts counts;
    while (read(ends[0], &counts, sizeof counts) == (ssize_t)sizeof counts)
        sum->ran += counts.ran, sum->failed += counts.failed;
    close(ends[0]);
    for (int status; wait(&status) > 0;)
        well &= WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return well;
}

static void check_sha256(void)
{
    char digest[65];
    sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, digest);
    if (strcmp(digest, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1") != 0)
        stop("is not computed as FIPS 180-4 says", "sha256");
}

int main(int count, char **words)
{
    size_t processes = 1, threads = 1;
    const char *folder = NULL;
    for (int at = 1; at < count; at++) {
        size_t *number = strcmp(words[at], "--processes") == 0 ? &processes : strcmp(words[at], "--threads") == 0 ? &threads : NULL;
        if (number != NULL && at + 1 < count)
            *number = strtoul(words[++at], NULL, 10);
        else
            folder = words[at];
    }
    if (folder == NULL || processes < 1 || threads < 1 || processes > MOST || threads > MOST)
        stop("vectors [--processes N] [--threads N] FOLDER", "usage");
    if (safeguarding_abi_version() != SAFEGUARDING_ABI_VERSION)
        stop("the library has another ABI version than its header", "safeguarding");
    check_sha256();

    json_t *index = loaded(folder, "index.json"), *file;
    size_t expected = (size_t)json_integer_value(json_object_get(index, "vectors")), number;
    json_t *files = json_object_get(index, "files"), *documents = json_array();
    vectors = calloc(expected + 1, sizeof *vectors);
    json_array_foreach(files, number, file) {
        json_t *document = loaded(folder, json_string_value(json_object_get(file, "file"))), *vector;
        size_t at;
        json_array_append_new(documents, document);
        json_array_foreach(json_object_get(document, "vectors"), at, vector) {
            if (vectors_count >= expected)
                stop("it counts fewer vectors than there are", "index.json");
            vectors[vectors_count++] = vector;
        }
    }

    struct counts sum = {0, 0};
    int well = 1;
    if (processes == 1)
        sum = run_process(0, 1, threads);
    else
        well = run_processes(processes, threads, &sum);

    const char *comma = "calls: ";
    for (const struct call *call = CALLS; call->name != NULL; call++, comma = ", ")
        printf("%s%s", comma, call->name);
    printf("\nvectors: ran %zu of %zu\n%zu passed, %zu failed\n", sum.ran, expected, sum.ran - sum.failed, sum.failed);
    free(vectors);
    json_decref(documents);
    json_decref(index);
    return well && sum.failed == 0 && sum.ran == expected ? 0 : 1;
}
