// Stands below a program (LD_PRELOAD) and between it and the files of one folder: writes down every call that
// changes them, in the order in which they happened, and makes chosen calls fail.
//
//   FAULTS_ROOT  the folder, as an absolute path without links
//   FAULTS_LOG   where the log goes, outside of the folder; without it there is none
//
// What the program writes to the file `said` of the folder goes into the log and nowhere else, so that the log
// tells what had been acknowledged when. A text there that begins with "arm" sets the faults:
//   arm KIND FIRST LAST ERROR [END-OF-NAME]; KIND FIRST LAST ERROR [END-OF-NAME]; …
// KIND is write, sync, truncate, open, unlink or read. From the FIRST to the LAST call of that kind (counted
// from 1 since the arming, of files whose name ends so) the call fails with ERROR, a number, or, where that is
// `short`, half of a write is done, and where it is `lie`, the program is told that a sync worked which the log
// calls failed. "arm" alone ends all faults.
//
// A record of the log, all numbers little-endian:
//   u32 length of what follows, u8 operation, i32 error, u64 file, u64 at, u16 length of name, name, data
// `file` is the inode, `at` an offset or a length. Operations: C create, O open, W write, T truncate, S sync,
// U unlink, R rename (data: the new name), M make folder, A said, N arming (data: the number of calls of each
// kind since the last), F fault (data: its kind). An `error` other than 0: nothing was done.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096
#define MOST_RULES 16
#define SHORT -1
#define LIE -2

enum kind { WRITE, SYNC, TRUNCATE, OPEN, UNLINK, READ, KINDS };
static const char *const KIND_NAMES[KINDS] = {"write", "sync", "truncate", "open", "unlink", "read"};

struct file {
  char *name; // relative to the folder; NULL: not one of its files
  int is_said;
  dev_t device;
  ino_t inode;
};
struct rule {
  enum kind kind;
  long first, last, count;
  int error;
  char end[64];
};

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static struct file files[MOST_FILES];
static struct rule rules[MOST_RULES];
static int rule_count;
static long calls[KINDS];
static char root[PATH_MAX];
static size_t root_length;
static int log_fd = -1;
static int is_ready;

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int real_open(const char *path, int flags, mode_t mode) {
  REAL(int, "open64", const char *, int, ...);
  return real(path, flags, mode);
}
static ssize_t real_write(int fd, const void *bytes, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  return real(fd, bytes, length);
}
static ssize_t real_pwrite(int fd, const void *bytes, size_t length, off_t at) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
  return real(fd, bytes, length, at);
}

static void give_up(const char *why) {
  fprintf(stderr, "faults: %s: %s\n", why, strerror(errno));
  abort();
}

static void start(void) {
  if (is_ready) return;
  is_ready = 1;
  const char *given = getenv("FAULTS_ROOT"), *log = getenv("FAULTS_LOG");
  if (!given) return;
  root_length = (size_t)snprintf(root, sizeof root, "%s/", given);
  if (!log) return;
  log_fd = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log_fd < 0) give_up("no log");
}

// The name of a path within the folder ("" is the folder itself), or NULL when it is elsewhere.
static const char *name_of(const char *path) {
  static __thread char whole[PATH_MAX * 2];
  start();
  if (root_length == 0 || !path) return NULL;
  if (path[0] != '/') {
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here)) return NULL;
    snprintf(whole, sizeof whole, "%s/%s", here, path);
    path = whole;
  }
  if (strncmp(path, root, root_length) == 0) return path + root_length;
  return strncmp(path, root, root_length - 1) == 0 && path[root_length - 1] == '\0' ? "" : NULL;
}

// Not every way to close a file comes by here: a number may have come to mean another one.
static struct file *file_of(int fd) {
  struct stat is;
  if (fd < 0 || fd >= MOST_FILES || !files[fd].name) return NULL;
  if (fstat(fd, &is) == 0 && is.st_ino == files[fd].inode && is.st_dev == files[fd].device) return &files[fd];
  return NULL;
}

static void remember(int fd, const char *name, int is_said) {
  struct stat is;
  if (fd >= MOST_FILES) give_up("too many files");
  if (fstat(fd, &is) != 0) give_up("a file without an inode");
  files[fd] = (struct file){strdup(name), is_said, is.st_dev, is.st_ino};
}

static void record(char op, int error, uint64_t file, uint64_t at, const char *name, const void *data, size_t length) {
  if (log_fd < 0) return;
  uint16_t name_length = (uint16_t)strlen(name);
  uint32_t size = (uint32_t)(1 + 4 + 8 + 8 + 2 + name_length + length);
  int32_t code = error;
  char *bytes = malloc(4 + size), *p = bytes;
  if (!bytes) give_up("no memory");
#define PUT(from, n) (memcpy(p, from, n), p += (n))
  PUT(&size, 4);
  PUT(&op, 1);
  PUT(&code, 4);
  PUT(&file, 8);
  PUT(&at, 8);
  PUT(&name_length, 2);
  PUT(name, name_length);
  if (length) PUT(data, length);
  if (real_write(log_fd, bytes, 4 + size) != (ssize_t)(4 + size)) give_up("the log cannot be written");
  free(bytes);
}

static void tell_calls(void) {
  char text[256];
  int length = 0;
  for (int k = 0; k < KINDS; k++)
    length += snprintf(text + length, sizeof text - (size_t)length, "%s%s %ld", k ? " " : "", KIND_NAMES[k], calls[k]);
  record('N', 0, 0, 0, "", text, (size_t)length);
  memset(calls, 0, sizeof calls);
}

static void arm(const char *text, size_t length) {
  char copy[1024], *rest = copy, *one;
  if (length >= sizeof copy) give_up("too many rules");
  tell_calls();
  memcpy(copy, text, length);
  copy[length] = '\0';
  rule_count = 0;
  while ((one = strsep(&rest, ";"))) {
    struct rule rule = {0};
    char kind[16], error[16];
    int known = -1;
    if (sscanf(one, " %15s %ld %ld %15s %63s", kind, &rule.first, &rule.last, error, rule.end) < 4) continue;
    for (int k = 0; k < KINDS; k++)
      if (strcmp(kind, KIND_NAMES[k]) == 0) known = k;
    if (known < 0 || rule_count == MOST_RULES) give_up("a rule that nobody knows");
    rule.kind = (enum kind)known;
    rule.error = strcmp(error, "short") == 0 ? SHORT : strcmp(error, "lie") == 0 ? LIE : atoi(error);
    rules[rule_count++] = rule;
  }
}

static int ends_so(const char *name, const char *end) {
  size_t n = strlen(name), e = strlen(end);
  return n >= e && strcmp(name + n - e, end) == 0;
}

// What is to become of this call: 0 it is done, SHORT, LIE, or the error that it fails with.
static int fate(enum kind kind, const char *name) {
  int error = 0;
  for (int i = 0; i < rule_count; i++) {
    struct rule *rule = &rules[i];
    if (rule->kind != kind || !ends_so(name, rule->end)) continue;
    rule->count++;
    if (!error && rule->count >= rule->first && rule->count <= rule->last) error = rule->error;
  }
  calls[kind]++;
  if ((error == SHORT && kind != WRITE) || (error == LIE && kind != SYNC)) error = 0;
  if (error) record('F', error, 0, 0, name, KIND_NAMES[kind], strlen(KIND_NAMES[kind]));
  return error;
}

static uint64_t inode_of(int fd) {
  struct stat is;
  return fstat(fd, &is) == 0 ? is.st_ino : 0;
}

static int said_open(int flags) {
  int fd = real_open("/dev/null", O_WRONLY | (flags & O_CLOEXEC), 0);
  if (fd >= 0) remember(fd, "said", 1);
  return fd;
}

static int watched_open(const char *path, const char *name, int flags, mode_t mode) {
  if (strcmp(name, "said") == 0) return said_open(flags);
  int error = fate(OPEN, name);
  if (error) {
    errno = error;
    return -1;
  }
  struct stat is;
  int was_there = stat(path, &is) == 0;
  int fd = real_open(path, flags, mode);
  if (fd < 0) return fd;
  remember(fd, name, 0);
  uint64_t file = inode_of(fd);
  record(was_there ? 'O' : 'C', 0, file, 0, name, NULL, 0);
  if (was_there && (flags & O_TRUNC) && (flags & O_ACCMODE) != O_RDONLY && is.st_size > 0)
    record('T', 0, file, 0, name, NULL, 0);
  return fd;
}

static int any_open(const char *path, int flags, mode_t mode) {
  const char *name = name_of(path);
  if (!name || (flags & O_TMPFILE) == O_TMPFILE) return real_open(path, flags, mode);
  pthread_mutex_lock(&turn);
  int fd = watched_open(path, name, flags, mode);
  pthread_mutex_unlock(&turn);
  return fd;
}

#define MODE_OF(flags, last) \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | __O_TMPFILE)) { \
    va_list more; \
    va_start(more, last); \
    mode = va_arg(more, mode_t); \
    va_end(more); \
  }
int open(const char *path, int flags, ...) { MODE_OF(flags, flags) return any_open(path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags, flags) return any_open(path, flags, mode); }
int creat(const char *path, mode_t mode) { return any_open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return any_open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
static int any_openat(int folder, const char *path, int flags, mode_t mode) {
  REAL(int, "openat64", int, const char *, int, ...);
  if (folder == AT_FDCWD || (path && path[0] == '/')) return any_open(path, flags, mode);
  if (file_of(folder)) give_up("a file was opened through its folder");
  return real(folder, path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) { MODE_OF(flags, flags) return any_openat(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE_OF(flags, flags) return any_openat(folder, path, flags, mode); }

static ssize_t say(const char *bytes, size_t length) {
  if (length >= 3 && strncmp(bytes, "arm", 3) == 0) arm(bytes + 3, length - 3);
  record('A', 0, 0, 0, "", bytes, length);
  return (ssize_t)length;
}

// `at` is -1 where the file's own position counts.
static ssize_t watched_write(int fd, const void *bytes, size_t length, off_t at) {
  const struct file *file = &files[fd];
  if (file->is_said) return say(bytes, length);
  int error = fate(WRITE, file->name);
  if (error > 0) {
    errno = error;
    return -1;
  }
  if (error == SHORT && length > 1) length /= 2;
  off_t from = at;
  if (at < 0) {
    struct stat is;
    from = fcntl(fd, F_GETFL) & O_APPEND ? (fstat(fd, &is), is.st_size) : lseek(fd, 0, SEEK_CUR);
  }
  ssize_t done = at < 0 ? real_write(fd, bytes, length) : real_pwrite(fd, bytes, length, at);
  if (done > 0) record('W', 0, inode_of(fd), (uint64_t)from, file->name, bytes, (size_t)done);
  return done;
}

static ssize_t any_write(int fd, const void *bytes, size_t length, off_t at) {
  if (!file_of(fd)) return at < 0 ? real_write(fd, bytes, length) : real_pwrite(fd, bytes, length, at);
  pthread_mutex_lock(&turn);
  ssize_t done = watched_write(fd, bytes, length, at);
  pthread_mutex_unlock(&turn);
  return done;
}
ssize_t write(int fd, const void *bytes, size_t length) { return any_write(fd, bytes, length, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return any_write(fd, bytes, length, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) { return any_write(fd, bytes, length, at); }

// Only its first part is written, which a caller has to expect of any write.
ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(ssize_t, "writev", int, const struct iovec *, int);
  if (!file_of(fd) || count < 1) return real(fd, parts, count);
  return any_write(fd, parts[0].iov_base, parts[0].iov_len, -1);
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
  REAL(ssize_t, "pwritev", int, const struct iovec *, int, off_t);
  if (!file_of(fd) || count < 1) return real(fd, parts, count, at);
  return any_write(fd, parts[0].iov_base, parts[0].iov_len, at);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { return pwritev(fd, parts, count, at); }

static int failing_read(int fd) {
  if (!file_of(fd)) return 0;
  pthread_mutex_lock(&turn);
  int error = fate(READ, files[fd].name);
  pthread_mutex_unlock(&turn);
  errno = error ? error : errno;
  return error;
}
ssize_t read(int fd, void *bytes, size_t length) {
  REAL(ssize_t, "read", int, void *, size_t);
  return failing_read(fd) ? -1 : real(fd, bytes, length);
}
static ssize_t any_pread(int fd, void *bytes, size_t length, off_t at) {
  REAL(ssize_t, "pread64", int, void *, size_t, off_t);
  return failing_read(fd) ? -1 : real(fd, bytes, length, at);
}
ssize_t pread(int fd, void *bytes, size_t length, off_t at) { return any_pread(fd, bytes, length, at); }
ssize_t pread64(int fd, void *bytes, size_t length, off64_t at) { return any_pread(fd, bytes, length, at); }

static int watched(char op, enum kind kind, int fd, off_t length, int (*real)(int, off_t)) {
  pthread_mutex_lock(&turn);
  const char *name = files[fd].name;
  int error = fate(kind, name), done = error == LIE ? 0 : error ? -1 : real(fd, length);
  if (error || done == 0) record(op, error == LIE ? EIO : error, inode_of(fd), (uint64_t)length, name, NULL, 0);
  pthread_mutex_unlock(&turn);
  if (error > 0) errno = error;
  return done;
}
static int real_truncate(int fd, off_t length) {
  REAL(int, "ftruncate64", int, off_t);
  return real(fd, length);
}
int ftruncate(int fd, off_t length) {
  return file_of(fd) ? watched('T', TRUNCATE, fd, length, real_truncate) : real_truncate(fd, length);
}
int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

static int real_fsync(int fd, off_t unused) {
  (void)unused;
  REAL(int, "fsync", int);
  return real(fd);
}
static int real_fdatasync(int fd, off_t unused) {
  (void)unused;
  REAL(int, "fdatasync", int);
  return real(fd);
}
int fsync(int fd) { return file_of(fd) ? watched('S', SYNC, fd, 0, real_fsync) : real_fsync(fd, 0); }
int fdatasync(int fd) { return file_of(fd) ? watched('S', SYNC, fd, 0, real_fdatasync) : real_fdatasync(fd, 0); }

int close(int fd) {
  REAL(int, "close", int);
  if (!file_of(fd)) return real(fd);
  pthread_mutex_lock(&turn);
  free(files[fd].name);
  files[fd].name = NULL;
  int done = real(fd);
  pthread_mutex_unlock(&turn);
  return done;
}

int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  const char *name = name_of(path);
  if (!name) return real(path);
  pthread_mutex_lock(&turn);
  int error = fate(UNLINK, name), done = error ? -1 : real(path);
  if (done == 0) record('U', 0, 0, 0, name, NULL, 0);
  pthread_mutex_unlock(&turn);
  if (error) errno = error;
  return done;
}
int unlinkat(int folder, const char *path, int flags) {
  REAL(int, "unlinkat", int, const char *, int);
  int is_plain = flags == 0 && (folder == AT_FDCWD || path[0] == '/');
  return is_plain ? unlink(path) : real(folder, path, flags);
}

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  const char *found = name_of(from);
  char old[PATH_MAX];
  if (found) snprintf(old, sizeof old, "%s", found);
  const char *next = name_of(to);
  if (!found && !next) return real(from, to);
  if (!found || !next) give_up("a file was moved into the folder or out of it");
  pthread_mutex_lock(&turn);
  int done = real(from, to);
  if (done == 0) record('R', 0, 0, 0, old, next, strlen(next));
  pthread_mutex_unlock(&turn);
  return done;
}

int mkdir(const char *path, mode_t mode) {
  REAL(int, "mkdir", const char *, mode_t);
  const char *name = name_of(path);
  if (!name) return real(path, mode);
  pthread_mutex_lock(&turn);
  int done = real(path, mode);
  if (done == 0) record('M', 0, 0, 0, name, NULL, 0);
  pthread_mutex_unlock(&turn);
  return done;
}
