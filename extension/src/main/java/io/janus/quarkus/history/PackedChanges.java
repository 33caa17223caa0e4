package io.janus.quarkus.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.janus.quarkus.plan.Change;
import io.janus.quarkus.plan.Change.Action;
import io.janus.quarkus.plan.Change.Kind;
import io.janus.quarkus.threads.ControlThread;

/**
 * Changes that are kept but seldom read. As objects those of twenty versions are tens of thousands, and each collection copied
 * them while they were young: half of what it had to do after a reload. Immutable.
 */
final class PackedChanges {

    private static final Action[] ACTIONS = Action.values();
    private static final Kind[] KINDS = Kind.values();

    private final Packed packed;

    PackedChanges(List<Change> changes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(changes.size());
            for (Change change : changes) {
                ControlThread.giveWay();
                out.writeByte(change.action().ordinal());
                out.writeByte(change.kind().ordinal());
                write(change.name(), out);
                write(change.text(), out);
                out.writeBoolean(change.impact().isPresent());
                write(change.impact().orElse(""), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        packed = new Packed(bytes.toByteArray());
    }

    /** How many bytes they are while they are packed. */
    int size() {
        return packed.size();
    }

    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed.bytes()))) {
            for (int left = in.readInt(); left > 0; left--) {
                ControlThread.giveWay();
                Action action = ACTIONS[in.readByte()];
                Kind kind = KINDS[in.readByte()];
                String name = read(in);
                String text = read(in);
                boolean hasImpact = in.readBoolean();
                changes.add(new Change(action, kind, name, text, Optional.of(read(in)).filter(impact -> hasImpact)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("it was written here", e);
        }
        return Collections.unmodifiableList(changes);
    }

    /** Not as {@link DataOutputStream#writeUTF}, which refuses long texts. */
    private static void write(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
