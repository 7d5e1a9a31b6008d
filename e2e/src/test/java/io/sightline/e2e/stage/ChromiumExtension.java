// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.stage;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import io.sightline.e2e.Project;
import io.sightline.e2e.page.Visit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives a test its visits and its stage, fails it on what the guards saw, and leaves what is needed
 * to understand a failure under {@code target/failures}.
 */
final class ChromiumExtension
        implements ParameterResolver, AfterTestExecutionCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(ChromiumExtension.class);
    private static final String STAGE = "stage";
    private static final String VISITS = "visits";

    private static final class Visits extends ArrayList<Visit> {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Visit.class || type == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Stage stage =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(STAGE, key -> new Stage(), Stage.class);
        if (parameter.getParameter().getType() == Stage.class) {
            return stage;
        }
        InChromium how = settings(context);
        var options =
                new Browser.NewContextOptions()
                        .setViewportSize(how.window()[0], how.window()[1])
                        .setColorScheme(how.dark() ? ColorScheme.DARK : ColorScheme.LIGHT);
        var visit = new Visit(stage.browsers().get(how.value()), stage.site(how.models()), options);
        visits(context).add(visit);
        return visit;
    }

    private static InChromium settings(ExtensionContext context) {
        InChromium method = context.getRequiredTestMethod().getAnnotation(InChromium.class);
        return method != null
                ? method
                : context.getRequiredTestClass().getAnnotation(InChromium.class);
    }

    private static Visits visits(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(VISITS, key -> new Visits(), Visits.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            return;
        }
        for (Visit visit : visits(context)) {
            List<String> faults = visit.guard().faults();
            if (!faults.isEmpty()) {
                throw new AssertionError("the test passed, but:\n  " + String.join("\n  ", faults));
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Visits visits = visits(context);
        try {
            if (context.getExecutionException()
                    .filter(e -> !(e instanceof TestAbortedException))
                    .isPresent()) {
                keep(context, visits);
            }
        } finally {
            visits.forEach(Visit::close);
        }
    }

    private static void keep(ExtensionContext context, Visits visits) throws Exception {
        String name =
                context.getRequiredTestClass().getSimpleName()
                        + "."
                        + context.getRequiredTestMethod().getName();
        Path folder = Project.output().resolve("failures").resolve(name);
        for (int i = 0; i < visits.size(); ++i) {
            try {
                visits.get(i).keep(folder.resolve(String.valueOf(i)));
            } catch (RuntimeException e) {
                // What was being examined may be gone; the test's own failure matters more.
                context.getExecutionException().get().addSuppressed(e);
            }
        }
        System.err.println("what " + name + " left: " + folder);
    }
}
