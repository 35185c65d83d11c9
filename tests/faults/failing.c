/* Preloaded: the FAIL_AT-th call of FAIL_CALL that concerns a file below FAIL_BELOW, or standard
   input and output, fails with FAIL_ERRNO, and FAIL_MARK comes to be. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST 1024
static char ours[MOST] = {1, 1, 1};
static int calls;

static int below(int folder, const char *path) {
    const char *root = getenv("FAIL_BELOW");
    char whole[PATH_MAX];
    if (!root || !path) return 0;
    if (path[0] == '/') return !strncmp(path, root, strlen(root)) && strlen(path) > strlen(root);
    if (folder != AT_FDCWD) return folder >= 0 && folder < MOST && ours[folder];
    return getcwd(whole, sizeof whole) && !strncmp(whole, root, strlen(root));
}

static int owned(int file) { return file >= 0 && file < MOST && ours[file]; }

static int fails(const char *call, int concerned) {
    const char *chosen = getenv("FAIL_CALL"), *mark = getenv("FAIL_MARK");
    if (!concerned || !chosen || strcmp(chosen, call) || ++calls != atoi(getenv("FAIL_AT"))) return 0;
    if (mark) syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, mark, O_CREAT | O_WRONLY, 0600));
    errno = atoi(getenv("FAIL_ERRNO"));
    return 1;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int opened(int file, int mine) {
    if (file >= 0 && file < MOST) ours[file] = mine;
    return file;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        REAL(int, #name, const char *, int, ...); \
        int mine = below(AT_FDCWD, path); \
        return fails("open", mine) ? -1 : opened(real(path, flags, mode), mine); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        REAL(int, #name, int, const char *, int, ...); \
        int mine = below(folder, path); \
        return fails("open", mine) ? -1 : opened(real(folder, path, flags, mode), mine); \
    }
OPENAT(openat)
OPENAT(openat64)

#define STAT(name, type) \
    int name(const char *path, type *result) { \
        REAL(int, #name, const char *, type *); \
        return fails("stat", below(AT_FDCWD, path)) ? -1 : real(path, result); \
    }
STAT(stat, struct stat)
STAT(stat64, struct stat64)
STAT(lstat, struct stat)
STAT(lstat64, struct stat64)

#define FSTATAT(name, type) \
    int name(int folder, const char *path, type *result, int flags) { \
        REAL(int, #name, int, const char *, type *, int); \
        return fails("stat", below(folder, path)) ? -1 : real(folder, path, result, flags); \
    }
FSTATAT(fstatat, struct stat)
FSTATAT(fstatat64, struct stat64)

#define FSTAT(name, type) \
    int name(int file, type *result) { \
        REAL(int, #name, int, type *); \
        return fails("stat", owned(file)) ? -1 : real(file, result); \
    }
FSTAT(fstat, struct stat)
FSTAT(fstat64, struct stat64)

ssize_t read(int file, void *to, size_t most) {
    REAL(ssize_t, "read", int, void *, size_t);
    return fails("read", owned(file)) ? -1 : real(file, to, most);
}

ssize_t write(int file, const void *from, size_t most) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return fails("write", owned(file) && file != 2) ? -1 : real(file, from, most);
}

int fsync(int file) {
    REAL(int, "fsync", int);
    return fails("fsync", owned(file)) ? -1 : real(file);
}

int close(int file) {
    REAL(int, "close", int);
    int failed = fails("close", owned(file) && file > 2), told = errno;
    int closed = real(file);  /* as Linux does it: closed, whatever it says */
    opened(file, 0);
    errno = failed ? told : errno;
    return failed ? -1 : closed;
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return fails("rename", below(AT_FDCWD, to)) ? -1 : real(from, to);
}

int renameat(int a, const char *from, int b, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    return fails("rename", below(b, to)) ? -1 : real(a, from, b, to);
}

static void *listed[MOST];

static void *listing(void *entries, int mine) {
    for (int at = 0; entries && mine && at < MOST; at++)
        if (!listed[at] || listed[at] == entries) {
            listed[at] = entries;
            break;
        }
    return entries;
}

void *opendir(const char *path) {
    REAL(void *, "opendir", const char *);
    int mine = below(AT_FDCWD, path);
    return fails("opendir", mine) ? 0 : listing(real(path), mine);
}

void *readdir64(void *entries) {
    REAL(void *, "readdir64", void *);
    int mine = 0;
    for (int at = 0; at < MOST && listed[at]; at++) mine |= listed[at] == entries;
    return fails("readdir", mine) ? 0 : real(entries);
}

int closedir(void *entries) {
    REAL(int, "closedir", void *);
    for (int at = 0; at < MOST && listed[at]; at++)
        if (listed[at] == entries) listed[at] = listed;  /* nobody's */
    return real(entries);
}
