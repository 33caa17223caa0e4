package io.janus.faults.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The endpoints' side of one request in the ledger: each time its head came to one of them, and what became of it there. */
public final class Received {

    /** One endpoint got the head of the request. */
    static final class Visit {

        private final String endpoint;
        private String body = "";
        private boolean complete;
        private String answer = "";
        private boolean answered;
        private boolean cancelled;

        Visit(String endpoint) {
            this.endpoint = endpoint;
        }

        String endpoint() {
            return endpoint;
        }

        /** Whether all of the request came. */
        boolean isComplete() {
            return complete;
        }

        String body() {
            return body;
        }

        /** The digest of the answer that was begun; empty when none was, {@code -} when none that looks whole. */
        String answer() {
            return answer;
        }

        boolean isAnswered() {
            return answered;
        }

        boolean isCancelled() {
            return cancelled;
        }

        @Override
        public String toString() {
            return endpoint + ": body " + body + (complete ? " complete" : " cut") + ", answer " + answer
                    + (answered ? " sent" : "") + (cancelled ? ", cancelled" : "");
        }
    }

    private final List<Visit> visits = new ArrayList<>();

    List<Visit> visits() {
        return visits;
    }

    /**
     * Adds what an endpoint wrote down.
     *
     * @param byId by the identity of the request
     * @param troubles what went wrong in the endpoint itself
     */
    static void read(Path file, String endpoint, Map<String, Received> byId, List<String> troubles) throws IOException {
        Map<String, Visit> open = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("X ")) {
                troubles.add(endpoint + ": " + line);
            }
            String[] words = line.split(" ");
            if (words.length < 3 || words[2].equals("-") || line.startsWith("X ")) {
                continue;
            }
            if (words[0].equals("H")) {
                Visit visit = new Visit(endpoint);
                open.put(words[1], visit);
                byId.computeIfAbsent(words[2], id -> new Received()).visits.add(visit);
                continue;
            }
            Visit visit = open.get(words[1]);
            if (visit == null) {
                troubles.add(endpoint + ": no head before " + line);
                continue;
            }
            switch (words[0]) {
                case "B" -> {
                    visit.body = words[3];
                    visit.complete = words[4].equals("COMPLETE");
                }
                case "I" -> visit.answer = words[3];
                case "A" -> visit.answered = true;
                case "C" -> visit.cancelled = true;
                default -> troubles.add(endpoint + ": " + line);
            }
        }
    }
}
