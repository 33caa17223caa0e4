import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has used of the processors, as the kernel accounts it: all its threads, past ones too. */
final class CpuClock {

    private final Path stat;
    private final double secondsPerTick;

    /** Since it began, in seconds, exact to one tick, which is 10 ms nearly everywhere: read it seconds apart. */
    record Time(double user, double system) {

        Time minus(Time earlier) {
            return new Time(user - earlier.user, system - earlier.system);
        }
    }

    CpuClock(long pid, long ticksPerSecond) {
        stat = Path.of("/proc/" + pid + "/stat");
        secondsPerTick = 1.0 / ticksPerSecond;
    }

    Time read() throws IOException {
        String line = Files.readString(stat);
        // The second field is the name in parentheses and may hold spaces. utime and stime are fields 14 and 15 of proc(5).
        String[] fromThird = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return new Time(Long.parseLong(fromThird[11]) * secondsPerTick, Long.parseLong(fromThird[12]) * secondsPerTick);
    }
}
