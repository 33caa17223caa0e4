package io.janus.proxy.http.forward;

import io.janus.proxy.http.parse.FieldName;
import io.janus.proxy.http.parse.Fields;

/** Whether there is a Host line. */
final class HostLine {

    private HostLine() {
    }

    static boolean isIn(Fields fields) {
        for (int i = 0; i < fields.count(); i++) {
            if (fields.name(i) == FieldName.HOST) {
                return true;
            }
        }
        return false;
    }

    /** @param lines whole lines with CRLF, as a route's edits set and add them */
    static boolean isIn(byte[] lines) {
        int start = 0;
        while (start + 4 < lines.length) {
            if ((lines[start] | 0x20) == 'h' && (lines[start + 1] | 0x20) == 'o' && (lines[start + 2] | 0x20) == 's'
                    && (lines[start + 3] | 0x20) == 't' && lines[start + 4] == ':') {
                return true;
            }
            while (start < lines.length && lines[start] != '\n') {
                start++;
            }
            start++;
        }
        return false;
    }
}
