// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.stage;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a test once on each of its screens, and tells {@link ChromiumExtension} which it is. */
final class ScreensExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        OnScreens how = context.getRequiredTestMethod().getAnnotation(OnScreens.class);
        return Stream.of(how.value()).map(ScreensExtension::on);
    }

    private static TestTemplateInvocationContext on(Screen screen) {
        return new TestTemplateInvocationContext() {
            @Override
            public String getDisplayName(int index) {
                return screen.toString();
            }

            @Override
            public List<Extension> getAdditionalExtensions() {
                BeforeEachCallback told = context -> ChromiumExtension.use(context, screen);
                return List.of(told);
            }
        };
    }
}
