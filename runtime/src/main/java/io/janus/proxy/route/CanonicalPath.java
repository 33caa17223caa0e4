package io.janus.proxy.route;

import java.util.Arrays;

/**
 * A request's path in the one form that routes match, in a buffer of its own. One for each loop, used again and again;
 * allocates only to grow.
 *
 * <p>
 * Segment by segment, in this order: parameters ({@code ;…}) are dropped, escapes of unreserved characters decoded (RFC 3986
 * section 6.2.2.2), other escapes written with capitals and characters that no URI may have escaped; empty segments vanish;
 * dot segments are resolved (RFC 3986 section 5.2.4). Servlet containers drop parameters before they resolve, so
 * {@code /a/..;x/b} must be seen as the {@code /b} they would serve. Decoding happens once: {@code %252e} stays what it is.
 */
public final class CanonicalPath {

    /** Longer than nearly all paths; each loop has one. */
    private static final int INITIAL_CAPACITY = 256;

    /** One byte may become an escape. */
    private static final int ESCAPE = 3;

    private byte[] bytes;
    private int length;
    private boolean hadDotSegments;

    /** With room for nearly all paths. */
    public CanonicalPath() {
        this(INITIAL_CAPACITY);
    }

    /** @param capacity how many bytes there is room for at first; at least 1 */
    CanonicalPath(int capacity) {
        bytes = new byte[capacity];
    }

    /**
     * Reads a path, without query.
     *
     * @param from where it begins; an empty path counts as {@code /}
     * @return whether it has a canonical form: not with {@code %2F}, {@code %5C}, {@code \}, {@code %00}, {@code #}, a control
     *         character, a malformed escape (in a parameter neither) or {@code ..} above the root
     */
    public boolean read(byte[] source, int from, int to) {
        hadDotSegments = false;
        if (from == to) {
            return just('/');
        }
        if (source[from] != '/') {
            return false;
        }
        if (!isPlain(source, from, to)) {
            return resolve(source, from, to);
        }
        length = to - from;
        reserve(length);
        System.arraycopy(source, from, bytes, 0, length);
        return true;
    }

    /** Takes the asterisk of {@code OPTIONS *} for the path: only routes without path criterion match it. */
    public void asterisk() {
        hadDotSegments = false;
        just('*');
    }

    /** The canonical form: the bytes from 0 to {@link #length()}. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Whether the path has dot segments, encoded ones too, so that the endpoint must get the canonical form. */
    public boolean hadDotSegments() {
        return hadDotSegments;
    }

    boolean isAsterisk() {
        return bytes[0] == '*';
    }

    private boolean just(char one) {
        bytes[0] = (byte) one;
        length = 1;
        return true;
    }

    /** Whether a path is canonical as it is, as nearly all are. Says no to some that are, such as {@code /.well-known}. */
    private static boolean isPlain(byte[] source, int from, int to) {
        for (int i = from; i < to; i++) {
            byte one = source[i];
            if (one == '/') {
                if (i + 1 < to && (source[i + 1] == '/' || source[i + 1] == '.')) {
                    return false;
                }
            } else if (!PathBytes.isPlain(one)) {
                return false;
            }
        }
        return true;
    }

    private boolean resolve(byte[] source, int from, int to) {
        reserve(ESCAPE * (to - from));
        bytes[0] = '/';
        int written = 1;
        int read = from + 1;
        boolean last;
        do {
            int end = read;
            while (end < to && source[end] != '/') {
                end++;
            }
            last = end == to;
            int segmentEnd = copySegment(source, read, end, written);
            if (segmentEnd < 0) {
                return false;
            }
            written = finishSegment(written, segmentEnd, last);
            if (written < 0) {
                return false;
            }
            read = end + 1;
        } while (!last);
        length = written;
        return true;
    }

    /** Writes a segment without its parameters. Answers where it ends, or -1 when it must be refused. */
    private int copySegment(byte[] source, int from, int to, int start) {
        int written = start;
        boolean inParameters = false;
        int i = from;
        while (i < to) {
            byte one = source[i];
            int octet = one & 0xff;
            if (one == '%') {
                octet = PathBytes.unescape(source, i, to);
                if (octet < 0 || octet == '/' || octet == '\\' || octet == 0) {
                    return -1;
                }
                i += ESCAPE;
            } else if (PathBytes.isRefused(one)) {
                return -1;
            } else {
                i++;
            }
            inParameters |= one == ';';
            if (!inParameters) {
                boolean asItIs = one == '%' ? PathBytes.isUnreserved(octet) : PathBytes.isPlain(one);
                if (asItIs) {
                    bytes[written++] = (byte) octet;
                } else {
                    PathBytes.escape(octet, bytes, written);
                    written += ESCAPE;
                }
            }
        }
        return written;
    }

    /** Takes in a segment between {@code start}, which comes after a slash, and {@code end}. Answers where the path ends. */
    private int finishSegment(int start, int end, boolean last) {
        int size = end - start;
        if (size == 0) {
            return start;
        }
        if (bytes[start] == '.' && (size == 1 || size == 2 && bytes[start + 1] == '.')) {
            hadDotSegments = true;
            return size == 1 ? start : parent(start);
        }
        if (!last) {
            bytes[end++] = '/';
        }
        return end;
    }

    /** Where the segment before the one at {@code start} begins; -1 when there is none. */
    private int parent(int start) {
        int slash = start - 2;
        while (slash >= 0 && bytes[slash] != '/') {
            slash--;
        }
        return slash < 0 ? -1 : slash + 1;
    }

    private void reserve(int capacity) {
        if (bytes.length < capacity) {
            bytes = Arrays.copyOf(bytes, Math.max(capacity, 2 * bytes.length));
        }
    }
}
