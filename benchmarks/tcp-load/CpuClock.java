import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has used of the processors, as the kernel accounts it: user and system time of all its threads, past ones too. */
final class CpuClock {

    private final Path stat;
    private final double secondsPerTick;

    CpuClock(long pid, long ticksPerSecond) {
        stat = Path.of("/proc/" + pid + "/stat");
        secondsPerTick = 1.0 / ticksPerSecond;
    }

    /** In seconds, exact to one tick, which is 10 ms nearly everywhere: read it seconds apart. */
    double seconds() throws IOException {
        String line = Files.readString(stat);
        // The second field is the name in parentheses and may hold spaces. utime and stime are fields 14 and 15 of proc(5).
        String[] fromThird = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fromThird[11]) + Long.parseLong(fromThird[12])) * secondsPerTick;
    }
}
