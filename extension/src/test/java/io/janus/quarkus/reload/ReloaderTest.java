package io.janus.quarkus.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import io.janus.quarkus.ReloadResult;
import io.janus.quarkus.config.ApplicationKeys;
import io.janus.quarkus.config.ConfigLoader;

class ReloaderTest {

    private final AtomicBoolean stopping = new AtomicBoolean();

    private Reloader reloader(Reloader.Target target) {
        return new Reloader(ConfigLoader.standalone(null), Map.of(), 0, ApplicationKeys.ofApplication(null), Optional.empty(),
                stopping::get, target);
    }

    @Test
    void a_stop_that_comes_between_reading_and_applying_is_no_refusal() {
        Reloader reloader = reloader(loaded -> {
            stopping.set(true);
            throw new IllegalStateException("Janus is stopping.");
        });

        ReloadResult result = reloader.reload("test");

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

        assertThat(reloader.reload("test").message()).isEqualTo("Janus is stopping.");
        assertThat(reloader.record().count(ReloadRecord.Result.REFUSED)).isZero();
    }

    @Test
    void a_fault_while_janus_runs_is_a_refusal() {
        Reloader reloader = reloader(loaded -> {
            throw new IllegalStateException("a fault this test makes on purpose");
        });

        assertThat(reloader.reload("test").message()).contains("on purpose");
        assertThat(reloader.record().count(ReloadRecord.Result.REFUSED)).isOne();
    }
}
