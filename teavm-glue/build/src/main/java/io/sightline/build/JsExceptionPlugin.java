// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Makes Java see what JavaScript throws as the glue's {@code JsException}, with name, code and the
 * value itself, and gives JavaScript that value back. TeaVM 0.16 wraps it in a class of its own
 * that is not public and shows a message only, so that a full disk could not be told from a
 * programming error.
 *
 * <p>TeaVM's compiler finds the plugin through the service file beside it. Programs without the
 * glue are left alone.
 */
public final class JsExceptionPlugin implements TeaVMPlugin {
    private static final String RUNTIME = "org.teavm.jso.impl.wasmgc.WasmGCJSRuntime";
    private static final String ERRORS = "io.sightline.glue.error.JsErrors";
    private static final ValueType JS_OBJECT = ValueType.object("org.teavm.jso.JSObject");
    private static final ValueType THROWABLE = ValueType.object("java.lang.Throwable");

    @Override
    public void install(TeaVMHost host) {
        host.add(new Redirection());
    }

    private static final class Redirection implements ClassHolderTransformer {
        @Override
        public void transformClass(ClassHolder cls, ClassHolderTransformerContext context) {
            if (cls.getName().equals(RUNTIME)
                    && context.getHierarchy().getClassSource().get(ERRORS) != null) {
                redirect(cls, context, "wrapException", JS_OBJECT, "thrown", THROWABLE);
                redirect(cls, context, "extractException", THROWABLE, "reasonOf", JS_OBJECT);
            }
        }

        private static void redirect(
                ClassHolder cls,
                ClassHolderTransformerContext context,
                String name,
                ValueType parameter,
                String target,
                ValueType result) {
            var method = cls.getMethod(new MethodDescriptor(name, parameter, result));
            if (method == null) {
                throw new IllegalStateException(
                        RUNTIME + " has no " + name + " any more; has TeaVM changed?");
            }
            var program = ProgramEmitter.create(method, context.getHierarchy());
            program.invoke(ERRORS, target, result, program.var(1, parameter)).returnValue();
        }
    }
}
