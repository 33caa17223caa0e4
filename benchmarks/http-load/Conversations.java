import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What one worker of {@link Mutate} does with one connection after the other, and its judgement of what comes back. */
final class Conversations {

    private static final Pattern ID = Pattern.compile("(?:ok|mu|cut|ba|in)-[0-9a-f]{16}");

    /** Of what was sent, in a failure. */
    private static final int BYTES_SHOWN = 16 * 1024;

    private final int port;
    private final int deadlineMillis;
    private final Random random;
    private final Mutator mutator;
    private final Consumer<String> counts;

    /** Everything that was sent on the connection of now, and what was done to it. */
    private ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private String done = "";
    private int number;

    Conversations(int port, int deadlineMillis, Random random, Consumer<String> counts) {
        this.port = port;
        this.deadlineMillis = deadlineMillis;
        this.random = random;
        this.counts = counts;
        mutator = new Mutator(random);
    }

    /** Something that must never happen, with what was sent. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }

    /** Opens a connection, does one of all things with it, and closes it. */
    void next() throws Failure, IOException {
        number++;
        sent = new ByteArrayOutputStream();
        done = "";
        try (Client client = new Client(port, deadlineMillis)) {
            int kind = random.nextInt(100);
            if (kind < 35) {
                counts.accept("valid");
                valid(client);
            } else if (kind < 70) {
                counts.accept("mutated");
                mutated(client);
            } else if (kind < 80) {
                counts.accept("cut");
                cut(client);
            } else {
                counts.accept("bad answers");
                badAnswer(client);
            }
        }
    }

    /** Valid requests, now and then two at once. */
    private void valid(Client client) throws Failure {
        for (int i = random.nextInt(10) == 0 ? 50 : 1 + random.nextInt(6); i > 0; i--) {
            List<Message> requests = new ArrayList<>();
            for (int j = random.nextInt(5) == 0 ? 3 : 1; j > 0; j--) {
                requests.add(Message.request(Message.VALID, random, ""));
            }
            sendValid(client, requests);
            for (Message request : requests) {
                if (expectOwn(client, request)) {
                    return;
                }
            }
        }
    }

    /** Perhaps a valid request with its answer, then changed ones, then a valid one that ends the connection. */
    private void mutated(Client client) throws Failure {
        if (random.nextBoolean()) {
            Message first = Message.request(Message.VALID, random, "");
            sendValid(client, List.of(first));
            if (expectOwn(client, first)) {
                return;
            }
        }
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (int i = random.nextInt(3); i >= 0; i--) {
            requests.writeBytes(Message.request(Message.MUTATED, random, "").bytes);
        }
        byte[] bytes = mutator.mutate(requests.toByteArray(), 1 + random.nextInt(4));
        done = mutator.done();
        int begin = sent.size();
        boolean open = send(client, bytes) && send(client, Message.request(Message.MUTATED, random, "Connection: close\r\n").bytes);
        try {
            if (open && random.nextBoolean()) {
                client.finish();
            }
        } catch (IOException e) {
            // It is closed already: all the same.
        }
        readToEnd(client, begin);
    }

    /** A valid request without its end. */
    private void cut(Client client) throws Failure {
        Message request = Message.request(Message.CUT, random, "");
        int length = random.nextInt(request.bytes.length);
        done = "cut after " + length;
        boolean open = send(client, Arrays.copyOf(request.bytes, length));
        try {
            int how = random.nextInt(3);
            if (open && how == 0) {
                client.reset();
            } else if (open && how == 1) {
                client.finish();
                readToEnd(client, 0);
            }
        } catch (IOException e) {
            // It is closed already: all the same.
        }
    }

    /** A valid request whose answer the endpoint spoils, then a valid one. */
    private void badAnswer(Client client) throws Failure {
        Message request = Message.request(Message.BAD_ANSWER, random, JudgingEndpoint.SEED_FIELD + ": " + random.nextLong() + "\r\n");
        sendValid(client, List.of(request));
        Client.Answer answer;
        try {
            answer = client.answer(request.method);
        } catch (HttpReader.Malformed e) {
            lax("a spoilt answer was passed on malformed: " + e.getMessage());
            return;
        } catch (SocketTimeoutException e) {
            throw failure("a spoilt answer left the connection stuck");
        } catch (IOException e) {
            counts.accept("bad answers truncated");
            return;
        }
        if (answer == null) {
            lax("closed without an answer, where 502 was to be sent");
            return;
        }
        counts.accept("bad answers " + answer.status());
        String id = answer.head().value("X-Id");
        String hex = request.id.substring(request.id.indexOf('-'));
        if (id != null && ID.matcher(id).matches() && !id.endsWith(hex) && distance(id, request.id) > 4) {
            throw failure("the spoilt answer of another request: " + answer.head());
        }
        if (answer.status() / 100 == 5 && answer.status() != 502 && answer.status() != 504 && id == null) {
            throw failure("neither 502 nor 504 for a spoilt answer: " + answer.head());
        }
        if (!answer.head().connection("close")) {
            Message after = Message.request(Message.VALID, random, "");
            // The connection may have ended meanwhile, as after an answer that was too long: but an answer must be the right one.
            if (send(client, after.bytes)) {
                expect(client, after, true);
            }
        }
    }

    private void sendValid(Client client, List<Message> requests) throws Failure {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        requests.forEach(r -> all.writeBytes(r.bytes));
        if (!send(client, all.toByteArray())) {
            throw failure("a valid request cannot be sent");
        }
    }

    /** In one piece or in several, with pauses or without. Answers false when the proxy took no more. */
    private boolean send(Client client, byte[] bytes) {
        sent.writeBytes(bytes);
        try {
            int at = 0;
            for (int pieces = random.nextInt(3) == 0 ? random.nextInt(6) : 0; pieces > 0 && at < bytes.length; pieces--) {
                int next = at + random.nextInt(bytes.length - at + 1);
                client.send(Arrays.copyOfRange(bytes, at, next));
                at = next;
                if (random.nextBoolean()) {
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(3));
                }
            }
            client.send(Arrays.copyOfRange(bytes, at, bytes.length));
            return true;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    /** Answers whether the proxy said that this was the last answer of the connection, which only a lax one may. */
    private boolean expectOwn(Client client, Message request) throws Failure {
        return expect(client, request, false);
    }

    private boolean expect(Client client, Message request, boolean mayEnd) throws Failure {
        Client.Answer answer;
        try {
            answer = client.answer(request.method);
        } catch (SocketTimeoutException e) {
            throw failure("no answer to the valid request " + request.id);
        } catch (HttpReader.Malformed e) {
            throw failure("a malformed answer to the valid request " + request.id + ": " + e.getMessage());
        } catch (IOException e) {
            if (mayEnd && !(e instanceof EOFException)) {
                return true;
            }
            throw failure("a broken answer to the valid request " + request.id + ": " + e);
        }
        if (answer == null) {
            if (mayEnd) {
                return true;
            }
            throw failure("closed without an answer to the valid request " + request.id);
        }
        Head head = answer.head();
        byte[] body = request.method.equals("HEAD") ? new byte[0] : Message.answerBody(request.id);
        if (head.status() != 200 || !request.id.equals(head.value("X-Id")) || !Message.digest(request.body).equals(head.value("X-Digest"))
                || !Arrays.equals(body, answer.body())) {
            throw failure("a wrong answer to the valid request " + request.id + ", with " + answer.body().length + " bytes of body:\n" + head);
        }
        counts.accept("valid answers");
        if (head.connection("close")) {
            lax("the connection ends after the answer to the valid request " + request.id + ", which did not ask for that");
        }
        return head.connection("close");
    }

    /** Reads whatever comes until the connection ends. The ids of its answers must stand in what was sent, in this order. */
    private void readToEnd(Client client, int begin) throws Failure {
        String all = Bytes.text(sent.toByteArray());
        int from = begin;
        try {
            Client.Answer answer;
            while ((answer = client.answer("GET")) != null) {
                counts.accept("mutated " + answer.status());
                String id = answer.head().value("X-Id");
                if (answer.status() != 200 || id == null || id.equals("none")) {
                    continue;
                }
                if (id.startsWith(Message.INNER)) {
                    // nginx answers HTTP/0.9 with the body alone, and the body looks like this.
                    lax("a part of a body arrived as an answer:\n" + answer.head());
                    return;
                }
                int at = all.indexOf(id, from);
                if (at < 0) {
                    throw failure("an answer whose id was not sent here, or was answered before:\n" + answer.head());
                }
                from = at + id.length();
                if (!"HEAD".equals(answer.head().value("X-Method")) && !Arrays.equals(answer.body(), Message.answerBody(id))) {
                    throw failure("the answer with the body of another:\n" + answer.head() + "\n\n" + Bytes.readable(Bytes.text(answer.body())));
                }
            }
        } catch (SocketTimeoutException e) {
            throw failure("the connection neither goes on nor ends");
        } catch (HttpReader.Malformed e) {
            lax("the proxy sent a malformed answer: " + e.getMessage());
        } catch (IOException e) {
            counts.accept("mutated, ended by " + (e instanceof EOFException ? "truncation" : "reset"));
        }
    }

    /** What other proxies do and Janus must not. */
    private void lax(String what) throws Failure {
        if (!HttpReader.lax) {
            throw failure(what);
        }
        counts.accept("let pass");
    }

    /** In how many places two texts differ: a spoilt id is not that of another request. */
    private static int distance(String a, String b) {
        int differences = Math.abs(a.length() - b.length());
        for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
            differences += a.charAt(i) == b.charAt(i) ? 0 : 1;
        }
        return differences;
    }

    private Failure failure(String what) {
        byte[] bytes = sent.toByteArray();
        String shown = Bytes.readable(Bytes.text(Arrays.copyOf(bytes, Math.min(bytes.length, BYTES_SHOWN))));
        return new Failure("connection " + number + ": " + what + "\nDone to it: " + (done.isEmpty() ? "nothing" : done) + "\nSent, " + bytes.length
                + " bytes:\n" + shown);
    }
}
