package io.janus.proxy.http.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases themselves: that there are many, that each says where it comes from, and that its peers can speak. */
class ConformanceFilesTest {

    /** What the project promised. */
    private static final int PROMISED = 300;

    private final List<ConformanceFile> files = ConformanceFile.all();

    @Test
    void there_are_at_least_300_blocks_of_distinct_cases() {
        assertThat(files.stream().mapToInt(ConformanceFile::blocks).sum()).isGreaterThanOrEqualTo(PROMISED);
        Set<String> distinct = new HashSet<>();
        List<String> repeated = new ArrayList<>();
        for (ConformanceFile file : files) {
            for (ConformanceCase one : file.cases()) {
                if (!distinct.add(file.listener() + one.send() + one.clientFinishes() + one.endpointSends() + one.early()
                        + one.endpointThen())) {
                    repeated.add(file.topic() + ": " + one.name());
                }
            }
        }
        assertThat(repeated).isEmpty();
    }

    @Test
    void every_case_has_a_name_of_its_own_and_a_section() {
        for (ConformanceFile file : files) {
            Set<String> names = new HashSet<>();
            for (ConformanceCase one : file.cases()) {
                assertThat(one.name()).as("a name in %s", file.topic()).isNotBlank();
                assertThat(names.add(one.name())).as("%s, %s is there twice", file.topic(), one.name()).isTrue();
                assertThat(one.section()).as("the section of %s, %s", file.topic(), one.name())
                        .matches(
                                "(RFC [0-9]{4} [0-9]+(\\.[0-9]+)*|DESIGN [0-9]+)(, (RFC [0-9]{4} [0-9]+(\\.[0-9]+)*|DESIGN [0-9]+))*");
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> every_case_that_needs_no_proxy_works_without_one() {
        return files.stream().map(file -> DynamicTest.dynamicTest(file.topic(), () -> {
            Map<ConformanceCase, AssertionError> failures = ConformanceRun.direct(file, ConformanceTest::everyDelivery);
            assertThat(failures.values()).isEmpty();
        }));
    }
}
