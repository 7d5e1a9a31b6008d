// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.stage;

import io.sightline.e2e.Project;
import io.sightline.e2e.page.Visit;
import java.lang.reflect.Method;
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
    private static final String SCREEN = "screen";

    private static final class Visits extends ArrayList<Visit> {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Visit.class || type == Stage.class || type == Screen.class;
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
        if (parameter.getParameter().getType() == Screen.class) {
            return screen(context);
        }
        var visit = visit(stage, context);
        visits(context).add(visit);
        return visit;
    }

    /** Has a run of a test be on this screen. */
    static void use(ExtensionContext context, Screen screen) {
        context.getStore(NAMESPACE).put(SCREEN, screen);
    }

    private static Screen screen(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(SCREEN, Screen.class);
    }

    private static Visit visit(Stage stage, ExtensionContext context) {
        Method test = context.getRequiredTestMethod();
        OnScreens on = test.getAnnotation(OnScreens.class);
        if (on != null) {
            return new Visit(
                    stage.browsers().get(on.machine()),
                    stage.site(on.models()),
                    screen(context).options());
        }
        InChromium own = test.getAnnotation(InChromium.class);
        InChromium how =
                own != null ? own : context.getRequiredTestClass().getAnnotation(InChromium.class);
        return new Visit(
                stage.browsers().get(how.value()),
                stage.site(how.models()),
                Screen.options(how.window()[0], how.window()[1], how.dark()));
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
                        + context.getRequiredTestMethod().getName()
                        + (screen(context) == null ? "" : "." + screen(context));
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
