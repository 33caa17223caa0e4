package io.janus.quarkus.accesslog;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be opened or written, for people: Java's messages are often the path and nothing else. */
final class Reason {

    private Reason() {
    }

    static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : null;
        return reason != null ? reason : String.valueOf(e.getMessage());
    }
}
