// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.sightline.e2e.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** What each module may see, held against what was compiled. */
final class ModuleRulesTest {
    private static final Map<String, String> MODULES = modules();
    private static final Map<String, JavaClasses> IMPORTED = new LinkedHashMap<>();

    private static Map<String, String> modules() {
        var modules = new LinkedHashMap<String, String>();
        modules.put("core", "web-client/core");
        modules.put("glue", "teavm-glue/browser");
        modules.put("engine", "web-client/engine");
        modules.put("app", "web-client/app");
        modules.put("models", "model-cache");
        modules.put("server", "server");
        return modules;
    }

    private static synchronized JavaClasses module(String name) {
        return IMPORTED.computeIfAbsent(
                name,
                key -> {
                    Path folder = Project.root().resolve(MODULES.get(key));
                    assumeTrue(
                            Files.isDirectory(folder.resolve("src/main/java")),
                            key + " has no sources yet");
                    Path classes = folder.resolve("target/classes");
                    JavaClasses found = new ClassFileImporter().importPath(classes);
                    assertFalse(
                            found.isEmpty(),
                            "nothing is compiled in " + classes + "; build it first");
                    return found;
                });
    }

    private static ArchRule sees(String... packages) {
        return classes().should().onlyDependOnClassesThat(resideInAnyPackage(packages));
    }

    @Test
    void coreSeesOnlyTheJdk() {
        sees("java..", "io.sightline.core..").check(module("core"));
    }

    @Test
    void glueSeesOnlyTheJdkAndTeaVm() {
        sees("java..", "org.teavm..", "io.sightline.glue..").check(module("glue"));
    }

    @Test
    void engineSeesCoreAndGlue() {
        sees(
                        "java..",
                        "org.teavm..",
                        "io.sightline.core..",
                        "io.sightline.glue..",
                        "io.sightline.engine..")
                .check(module("engine"));
    }

    @Test
    void appSeesCoreAndGlue() {
        sees(
                        "java..",
                        "org.teavm..",
                        "io.sightline.core..",
                        "io.sightline.glue..",
                        "io.sightline.app..")
                .check(module("app"));
    }

    /** A part of the page that is fetched by itself is reached by its link alone. */
    @ParameterizedTest
    @ValueSource(strings = {"talk", "watch"})
    void nothingOfThePageSeesAPartOfIt(String part) {
        noClassesOutside(part)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.sightline.app." + part + "..")
                .check(module("app"));
    }

    private static GivenClassesConjunction noClassesOutside(String part) {
        return noClasses().that().resideOutsideOfPackage("io.sightline.app." + part + "..");
    }

    @Test
    void modelCacheSeesNoOtherModule() {
        noClasses()
                .should()
                .dependOnClassesThat(ours("io.sightline.models.."))
                .check(module("models"));
    }

    @Test
    void serverSeesOnlyTheModelCache() {
        noClasses()
                .should()
                .dependOnClassesThat(ours("io.sightline.server..", "io.sightline.models.."))
                .check(module("server"));
    }

    private static DescribedPredicate<JavaClass> ours(String... except) {
        return resideInAPackage("io.sightline..")
                .and(DescribedPredicate.not(resideInAnyPackage(except)))
                .as("other modules of ours");
    }

    /**
     * Each of these costs tens or hundreds of kilobytes in the compiled page, or breaks a browser.
     */
    @ParameterizedTest
    @ValueSource(strings = {"core", "glue", "engine", "app"})
    void browserCodeLeavesOutWhatIsHeavy(String module) {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "java.lang.reflect..",
                                "java.util.regex..",
                                "java.util.concurrent.locks.."))
                .orShould()
                .dependOnClassesThat(
                        DescribedPredicate.describe(
                                "format numbers and dates in Java",
                                type ->
                                        type.getName().startsWith("java.text.")
                                                || type.getName().startsWith("java.time.")))
                .orShould()
                .callMethodWhere(
                        DescribedPredicate.describe(
                                "String.format and its like",
                                call ->
                                        call.getTarget().getOwner().isEquivalentTo(String.class)
                                                && List.of(
                                                                "format",
                                                                "formatted",
                                                                "matches",
                                                                "replaceAll",
                                                                "replaceFirst",
                                                                "split")
                                                        .contains(call.getTarget().getName())))
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethodWhere(
                        DescribedPredicate.describe(
                                "reflection",
                                call ->
                                        call.getTarget().getOwner().isEquivalentTo(Class.class)
                                                && List.of(
                                                                "forName",
                                                                "newInstance",
                                                                "getMethod",
                                                                "getDeclaredMethod")
                                                        .contains(call.getTarget().getName())))
                .check(module(module));
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "glue", "engine", "app", "models", "server"})
    void packagesFormNoCycles(String module) {
        slices().matching("io.sightline." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                // Engine and server may be one package each.
                .allowEmptyShould(true)
                .check(module(module));
    }

    @Test
    void corePomHasNoDependencyOutsideTests() throws Exception {
        assertEquals(List.of(), dependencies("web-client/core/pom.xml"));
    }

    @Test
    void pomsNameNoModuleThatTheRulesForbid() throws Exception {
        assertEquals(List.of(), ourDependencies("model-cache/pom.xml"));
        assertEquals(List.of("sightline-model-cache"), ourDependencies("server/pom.xml"));
        assertEquals(List.of(), ourDependencies("teavm-glue/browser/pom.xml"));
        for (String client : List.of("engine", "app")) {
            for (String dependency : ourDependencies("web-client/" + client + "/pom.xml")) {
                assertTrue(
                        List.of(
                                                "sightline-core",
                                                "sightline-glue",
                                                "sightline-teavm-glue",
                                                "sightline-glue-browser")
                                        .contains(dependency)
                                || dependency.contains("glue"),
                        client + " depends on " + dependency);
            }
        }
    }

    /** A rule that cannot fail is none: each must reject a module that it was not written for. */
    @Test
    void theRulesCanFail() {
        assertThrows(
                AssertionError.class,
                () -> sees("java..", "io.sightline.core..").check(module("server")));
        assertThrows(
                AssertionError.class,
                () ->
                        noClassesOutside("talk")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("io.sightline.app.view..")
                                .check(module("app")));
        assertThrows(
                AssertionError.class,
                () ->
                        noClasses()
                                .should()
                                .dependOnClassesThat(ours("io.sightline.models.."))
                                .check(module("server")));
    }

    private static List<String> ourDependencies(String pom) throws Exception {
        return dependencies(pom).stream().filter(name -> name.startsWith("sightline-")).toList();
    }

    /** Artifacts that a pom depends on outside the test scope. */
    private static List<String> dependencies(String pom) throws Exception {
        Path file = Project.root().resolve(pom);
        assertTrue(Files.isRegularFile(file), file.toString());
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        var found = new ArrayList<String>();
        var nodes = document.getElementsByTagName("dependency");
        for (int i = 0; i < nodes.getLength(); ++i) {
            var dependency = (Element) nodes.item(i);
            if (!dependency.getParentNode().getParentNode().getNodeName().equals("project")) {
                continue;
            }
            if (!"test".equals(child(dependency, "scope"))) {
                found.add(child(dependency, "artifactId"));
            }
        }
        return found;
    }

    private static String child(Element element, String name) {
        var nodes = element.getElementsByTagName(name);
        return nodes.getLength() == 0 ? "" : nodes.item(0).getTextContent().strip();
    }
}
