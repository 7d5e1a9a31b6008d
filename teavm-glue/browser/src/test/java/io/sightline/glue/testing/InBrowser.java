// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.AssumptionViolatedException;
import org.junit.Test;
import org.junit.runner.Description;
import org.junit.runner.Runner;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunNotifier;
import org.junit.runners.model.InitializationError;
import org.teavm.junit.TeaVMTestRunner;

/**
 * Compiles a test class to WebAssembly GC and runs it in a browser; where none was given, ignores
 * its tests and says why.
 */
public final class InBrowser extends Runner {
    private static final String SWITCH = "sightline.browserTests";

    private static final String BROWSER = "google-chrome-stable";

    private final Class<?> testClass;
    private final Runner runner;

    /** Called by JUnit. */
    public InBrowser(Class<?> testClass) throws InitializationError {
        this.testClass = testClass;
        if (!Boolean.getBoolean(SWITCH)) {
            runner = null;
            return;
        }
        if (Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, BROWSER)))) {
            throw new InitializationError(
                    SWITCH
                            + " is set, but there is no "
                            + BROWSER
                            + " on the PATH: run ./sightline test");
        }
        runner = new TeaVMTestRunner(testClass);
    }

    @Override
    public Description getDescription() {
        if (runner != null) {
            return runner.getDescription();
        }
        var suite = Description.createSuiteDescription(testClass);
        for (var method : testClass.getMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                suite.addChild(Description.createTestDescription(testClass, method.getName()));
            }
        }
        return suite;
    }

    @Override
    public void run(RunNotifier notifier) {
        if (runner != null) {
            runner.run(notifier);
            return;
        }
        var why =
                new AssumptionViolatedException(
                        "needs a browser: -D"
                                + SWITCH
                                + "=true and a Chrome or Chromium called google-chrome-stable");
        for (var test : getDescription().getChildren()) {
            notifier.fireTestStarted(test);
            notifier.fireTestAssumptionFailed(new Failure(test, why));
            notifier.fireTestFinished(test);
        }
    }
}
