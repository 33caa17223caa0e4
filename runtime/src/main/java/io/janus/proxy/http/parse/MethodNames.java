package io.janus.proxy.http.parse;

import java.nio.charset.StandardCharsets;

/** Recognises methods, whose names are case-sensitive. */
final class MethodNames {

    private static final byte[][] NAMES = names();

    private MethodNames() {
    }

    static Method of(byte[] bytes, int start, int end) {
        switch (end - start) {
            case 3:
                return bytes[start] == 'G' ? ifEqual(bytes, start, Method.GET) : ifEqual(bytes, start, Method.PUT);
            case 4:
                return bytes[start] == 'P' ? ifEqual(bytes, start, Method.POST) : ifEqual(bytes, start, Method.HEAD);
            case 5:
                return bytes[start] == 'P' ? ifEqual(bytes, start, Method.PATCH) : ifEqual(bytes, start, Method.TRACE);
            case 6:
                return ifEqual(bytes, start, Method.DELETE);
            case 7:
                return bytes[start] == 'O' ? ifEqual(bytes, start, Method.OPTIONS) : ifEqual(bytes, start, Method.CONNECT);
            default:
                return Method.OTHER;
        }
    }

    private static Method ifEqual(byte[] bytes, int start, Method method) {
        byte[] name = NAMES[method.ordinal()];
        for (int i = 0; i < name.length; i++) {
            if (bytes[start + i] != name[i]) {
                return Method.OTHER;
            }
        }
        return method;
    }

    private static byte[][] names() {
        Method[] methods = Method.values();
        byte[][] names = new byte[methods.length][];
        for (Method method : methods) {
            names[method.ordinal()] = method.name().getBytes(StandardCharsets.US_ASCII);
        }
        return names;
    }
}
