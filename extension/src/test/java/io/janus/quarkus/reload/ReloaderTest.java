package io.janus.quarkus.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import io.janus.quarkus.ReloadResult;
import io.janus.quarkus.config.ApplicationKeys;
import io.janus.quarkus.config.BadConfigException;
import io.janus.quarkus.config.ConfigLoader;
import io.janus.quarkus.config.LoadedConfig;
import io.janus.quarkus.config.ShutdownConfig;
import io.janus.quarkus.history.Trigger;
import io.janus.quarkus.plan.Change;

class ReloaderTest {

    private final AtomicBoolean stopping = new AtomicBoolean();

    /** Applies as the test says; nothing is ever different. */
    private interface Applying extends Reloader.Target {

        @Override
        default boolean isInForce(LoadedConfig loaded) {
            return true;
        }

        @Override
        default long version() {
            return 1;
        }

        @Override
        default List<Change> changes(ShutdownConfig shutdown, LoadedConfig loaded) {
            return List.of();
        }
    }

    private static Applied reload(Reloader reloader) {
        return reloader.apply(Source.FILE, Expected.ANYTHING, new Trigger("test"));
    }

    private Reloader reloader(Applying target) {
        return new Reloader(ConfigLoader.standalone(null), Map.of(), 0, ApplicationKeys.ofApplication(), Optional.empty(),
                stopping::get, target);
    }

    @Test
    void a_stop_that_comes_between_reading_and_applying_is_no_refusal() {
        Reloader reloader = reloader(loaded -> {
            stopping.set(true);
            throw new IllegalStateException("Janus is stopping.");
        });

        ReloadResult result = reload(reloader).result();

        assertThat(result.applied()).isFalse();
        assertThat(result.message()).isEqualTo("Janus is stopping.");
        assertThat(reloader.record().count(ReloadRecord.Result.REFUSED)).isZero();
        assertThat(reloader.record().refusal()).isEmpty();
    }

    @Test
    void nothing_is_read_when_janus_is_stopping() {
        stopping.set(true);
        Reloader reloader = reloader(loaded -> {
            throw new AssertionError("must not be applied");
        });

        assertThat(reload(reloader).message()).isEqualTo("Janus is stopping.");
        assertThat(reloader.record().count(ReloadRecord.Result.REFUSED)).isZero();
    }

    @Test
    void a_fault_while_janus_runs_is_a_refusal() {
        Reloader reloader = reloader(loaded -> {
            throw new IllegalStateException("a fault this test makes on purpose");
        });

        assertThat(reload(reloader).message()).contains("on purpose");
        assertThat(reloader.record().count(ReloadRecord.Result.REFUSED)).isOne();
    }

    @Test
    void what_was_planned_against_another_version_is_not_even_tried() {
        Reloader reloader = reloader(loaded -> {
            throw new AssertionError("must not be applied");
        });

        Applied applied = reloader.apply(Source.FILE, new Expected(7L, null), new Trigger("test"));

        assertThat(applied.status()).isEqualTo(Applied.Status.CONFLICT);
        assertThat(applied.message()).contains("version 7").contains("Version 1").contains("Plan again");
        assertThat(reloader.record().count(ReloadRecord.Result.REFUSED)).isZero();
    }

    @Test
    void a_text_that_is_not_the_planned_one_is_not_even_tried() {
        Reloader reloader = reloader(loaded -> {
            throw new AssertionError("must not be applied");
        });

        Applied applied = reloader.apply(new Source("janus: {}"), new Expected(1L, Source.digest("another")),
                new Trigger("test"));

        assertThat(applied.status()).isEqualTo(Applied.Status.CONFLICT);
    }

    @Test
    void what_came_into_force_is_in_the_history_and_what_changed_nothing_is_not() throws BadConfigException {
        AtomicBoolean changes = new AtomicBoolean(true);
        Reloader reloader = reloader(loaded -> changes.get());
        reloader.started(ConfigLoader.standalone(null).load(Map.of()));

        reloader.apply(new Source("janus: {}"), Expected.ANYTHING, new Trigger(Trigger.ADMIN_API, Optional.of("ops at ::1")));
        changes.set(false);
        reload(reloader);

        assertThat(reloader.history().versions()).extracting(version -> version.trigger().toString())
                .containsExactly("admin API by ops at ::1", "start");
        assertThat(reloader.history().versions().get(0).text()).contains("janus: {}");
        assertThat(reloader.history().versions().get(1).text()).isEmpty();
    }
}
