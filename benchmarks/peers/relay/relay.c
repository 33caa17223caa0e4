/*
 * The floor: what passing bytes on costs when nobody looks at them. One thread, one connection to an endpoint for each client
 * connection, the endpoints in turn. It reads what comes and writes it to the other side; no HTTP at all.
 *
 * Usage: relay PORT ENDPOINT_PORT...   all of them on 127.0.0.1
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* The size that Janus reads with. */
#define BUFFER_BYTES (64 * 1024)
/* More than the clients of one measurement: one call brings all that is ready. */
#define MOST_EVENTS 1024
/* That of the other proxies here. */
#define BACKLOG 4096

/* One side of a pair. */
struct side {
    struct side *other;
    int fd;
    unsigned interest;
    char *rest; /* what its socket did not take yet, or null; the other side is not read meanwhile */
    size_t rest_bytes;
    size_t rest_written;
    int ended;      /* it sends no more */
    int end_behind; /* the other side ended while there was a rest for this one */
    int closed;
    struct side *next_closed;
};

static char buffer[BUFFER_BYTES];
static int queue;
/* Freed only after all events of a turn: some of them may still name it. */
static struct side *closed;

static void give_up(const char *what) {
    perror(what);
    exit(1);
}

/* Where nothing is wanted it is taken out, or the end of a connection would be reported again and again while its bytes wait. */
static void want(struct side *s, unsigned interest) {
    if (s->interest == interest) {
        return;
    }
    struct epoll_event event = {.events = interest, .data.ptr = s};
    int change = interest == 0 ? EPOLL_CTL_DEL : s->interest == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    s->interest = interest;
    if (epoll_ctl(queue, change, s->fd, &event) < 0) {
        give_up("epoll_ctl");
    }
}

static void close_side(struct side *s) {
    close(s->fd);
    s->closed = 1;
    s->next_closed = closed;
    closed = s;
}

static void close_pair(struct side *s) {
    if (!s->closed) {
        close_side(s);
        close_side(s->other);
    }
}

/* The other side is told when it has all that came before; when both have ended the pair is closed. */
static void end_of(struct side *s) {
    s->ended = 1;
    want(s, s->interest & ~EPOLLIN);
    if (s->other->rest) {
        s->other->end_behind = 1;
    } else if (s->other->ended) {
        close_pair(s);
    } else {
        shutdown(s->other->fd, SHUT_WR);
    }
}

static void keep(struct side *s, const char *bytes, size_t count) {
    s->rest = malloc(count ? count : 1);
    if (!s->rest) {
        give_up("malloc");
    }
    memcpy(s->rest, bytes, count);
    s->rest_bytes = count;
    s->rest_written = 0;
    want(s, s->interest | EPOLLOUT);
    want(s->other, s->other->interest & ~EPOLLIN);
}

static void readable(struct side *s) {
    ssize_t got = recv(s->fd, buffer, sizeof buffer, 0);
    if (got == 0) {
        end_of(s);
        return;
    }
    if (got < 0) {
        if (errno != EAGAIN && errno != EINTR) {
            close_pair(s);
        }
        return;
    }
    ssize_t put = send(s->other->fd, buffer, got, MSG_NOSIGNAL);
    if (put < 0) {
        if (errno != EAGAIN && errno != EINTR) {
            close_pair(s);
            return;
        }
        put = 0;
    }
    if (put < got) {
        keep(s->other, buffer + put, got - put);
    }
}

static void writable(struct side *s) {
    if (!s->rest) {
        return;
    }
    while (s->rest_written < s->rest_bytes) {
        ssize_t put = send(s->fd, s->rest + s->rest_written, s->rest_bytes - s->rest_written, MSG_NOSIGNAL);
        if (put < 0) {
            if (errno == EAGAIN || errno == EINTR) {
                return;
            }
            close_pair(s);
            return;
        }
        s->rest_written += put;
    }
    free(s->rest);
    s->rest = NULL;
    want(s, s->interest & ~EPOLLOUT);
    if (s->end_behind) {
        if (s->ended) {
            close_pair(s);
        } else {
            shutdown(s->fd, SHUT_WR);
        }
    } else if (!s->other->ended) {
        want(s->other, s->other->interest | EPOLLIN);
    }
}

static struct side *side(int fd) {
    struct side *s = calloc(1, sizeof *s);
    int on = 1;
    if (!s) {
        give_up("calloc");
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    s->fd = fd;
    return s;
}

static struct sockaddr_in loopback(const char *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(port)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    return address;
}

static int socket_of(void) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        give_up("socket");
    }
    return fd;
}

static void accept_all(int listener, const struct sockaddr_in *endpoints, int count) {
    static int turn;
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        int upstream = socket_of();
        const struct sockaddr_in *to = &endpoints[turn++ % count];
        if (connect(upstream, (const struct sockaddr *) to, sizeof *to) < 0 && errno != EINPROGRESS) {
            close(upstream);
            close(fd);
            continue;
        }
        /* Until it is connected it has an empty rest: its first chance to write is the connection. */
        struct side *client = side(fd);
        struct side *endpoint = side(upstream);
        client->other = endpoint;
        endpoint->other = client;
        want(endpoint, EPOLLIN);
        keep(endpoint, "", 0);
    }
    if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED) {
        give_up("accept");
    }
}

static int listen_on(const char *port) {
    struct sockaddr_in address = loopback(port);
    int on = 1, fd = socket_of();
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *) &address, sizeof address) < 0 || listen(fd, BACKLOG) < 0) {
        give_up("listen");
    }
    return fd;
}

static void turn_of(struct side *s, unsigned events) {
    if (!s->closed && events & EPOLLOUT) {
        writable(s);
    }
    /* What was sent before an error or the end is still read, now or when the other side has room. */
    if (!s->closed && events & EPOLLIN && s->interest & EPOLLIN) {
        readable(s);
    }
    if (!s->closed && events & (EPOLLERR | EPOLLHUP) && !(events & EPOLLIN)) {
        close_pair(s);
    }
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "Usage: %s PORT ENDPOINT_PORT...\n", argv[0]);
        return 2;
    }
    int count = argc - 2;
    struct sockaddr_in endpoints[count];
    for (int i = 0; i < count; i++) {
        endpoints[i] = loopback(argv[i + 2]);
    }
    struct epoll_event events[MOST_EVENTS], accepting = {.events = EPOLLIN, .data.ptr = NULL};
    int listener = listen_on(argv[1]);
    queue = epoll_create1(EPOLL_CLOEXEC);
    if (queue < 0 || epoll_ctl(queue, EPOLL_CTL_ADD, listener, &accepting) < 0) {
        give_up("epoll");
    }
    for (;;) {
        int ready = epoll_wait(queue, events, MOST_EVENTS, -1);
        if (ready < 0 && errno != EINTR) {
            give_up("epoll_wait");
        }
        for (int i = 0; i < ready; i++) {
            if (events[i].data.ptr) {
                turn_of(events[i].data.ptr, events[i].events);
            } else {
                accept_all(listener, endpoints, count);
            }
        }
        while (closed) {
            struct side *gone = closed;
            closed = gone->next_closed;
            free(gone->rest);
            free(gone);
        }
    }
}
