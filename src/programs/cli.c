#include "programs/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "report/shown.h"

#ifndef SG_DATA_DIR
#    define SG_DATA_DIR "/usr/share/shingan"
#endif

enum { SAID = 4000, PATH_ROOM = 4096, MIN_COLUMNS = 40, MAX_COLUMNS = 160, USUAL_COLUMNS = 80 };

void sg_cli_say(const char *fmt, ...)
{
    char text[SAID];
    va_list args;
    va_start(args, fmt);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands right above */
    (void)vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    struct sg_buf line = SG_BUF(SG_MAX_REPORT);
    sg_put_text(&line, "shingan: ");
    sg_put_shown(&line, NULL, sg_span_of(text), (struct sg_showing){ .stays_live = true });
    sg_put_octet(&line, '\n');
    (void)fflush(stdout);
    (void)fwrite(line.at, 1, line.len, stderr);
    sg_buf_free(&line);
}

int sg_cli_misused(const char *command, const char *what, const char *which)
{
    sg_cli_say("%s%s%s; see 'shingan %s --help'", what, *which == '\0' ? "" : ": ", which, command);
    return SG_EXIT_USAGE;
}

static bool holds_words(const char *dir)
{
    char path[PATH_ROOM];
    struct stat info;
    int n = snprintf(path, sizeof(path), "%s/words/en.words", dir);
    return n > 0 && n < PATH_ROOM && stat(path, &info) == 0;
}

/* $SHINGAN_DATA, then beside the program (a build tree, a relocated installation), then as installed. */
const char *sg_cli_data_dir(struct sg_arena *arena)
{
    const char *given = getenv("SHINGAN_DATA");
    if (given != NULL && *given != '\0')
        return given;
    static const char *const beside[] = { "../share/shingan", "../data" };
    char self[PATH_ROOM];
    ssize_t len = readlink("/proc/self/exe", self, sizeof(self));
    size_t slash = len > 0 ? sg_find_last((sg_span){ (uint8_t *)self, (size_t)len }, '/') : 0;
    for (size_t i = 0; slash > 0 && i < sizeof(beside) / sizeof(*beside); i++) {
        char *path = SG_NEW_N(arena, char, PATH_ROOM);
        int n = snprintf(path, PATH_ROOM, "%.*s/%s", (int)slash, self, beside[i]);
        if (n > 0 && n < PATH_ROOM && holds_words(path))
            return path;
    }
    return SG_DATA_DIR;
}

static const char *language_of_locale(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0')
            return strncmp(value, "ja", 2) == 0 ? "ja" : "en";
    }
    return "en";
}

int sg_cli_open(struct sg_cli *cli)
{
    struct sg_error err = { 0 };
    if (cli->data == NULL)
        cli->data = sg_cli_data_dir(cli->arena);
    if (cli->language == NULL)
        cli->language = language_of_locale();
    struct sg_intel_options options = { .dir = cli->data,
                                        .overlay = cli->overlay,
                                        .country = cli->country,
                                        .network = cli->network,
                                        .site = cli->site };
    if (sg_words_load(cli->arena, cli->data, cli->language, &cli->words, &err) == SG_OK &&
        sg_intel_load(&options, &cli->intel, &err) == SG_OK)
        return 0;
    sg_cli_say("%s", err.text);
    return SG_EXIT_DATA;
}

void sg_cli_close(struct sg_cli *cli)
{
    sg_intel_close(cli->intel);
    sg_arena_close(cli->arena);
}

bool sg_cli_common(struct sg_cli *cli, int option, const char *value)
{
    if (option == SG_OPT_DATA)
        cli->data = value;
    else if (option == SG_OPT_OVERLAY)
        cli->overlay = value;
    else if (option == SG_OPT_GEO)
        cli->country = value;
    else if (option == SG_OPT_NETWORK)
        cli->network = value;
    else if (strcmp(value, "ja") == 0 || strcmp(value, "en") == 0)
        cli->language = value;
    else
        return false;
    return true;
}

bool sg_cli_write(sg_span text)
{
    return text.len == 0 || fwrite(text.at, 1, text.len, stdout) == text.len;
}

int sg_cli_flush(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    if (errno != EPIPE)
        sg_cli_say("cannot write the result: %s", strerror(errno));
    return SG_EXIT_OUTPUT;
}

size_t sg_cli_columns(void)
{
    struct winsize size;
    int64_t n = 0;
    const char *given = getenv("COLUMNS");
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        n = size.ws_col;
    else if (given == NULL || !sg_number(sg_span_of(given), 1, 1000, &n))
        n = USUAL_COLUMNS;
    return (size_t)(n < MIN_COLUMNS ? MIN_COLUMNS : n > MAX_COLUMNS ? MAX_COLUMNS : n);
}
