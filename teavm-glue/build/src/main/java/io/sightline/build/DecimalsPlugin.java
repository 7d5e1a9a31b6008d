// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Lets JavaScript write and read decimals: TeaVM's own way carries two tables of powers of ten, 20
 * KB that hardly pack, in every module. What is written reads the same but for subnormal numbers,
 * where JavaScript's digits are the shorter ones.
 *
 * <p>TeaVM's compiler finds the plugin through the service file. Programs without the glue are left
 * alone.
 */
public final class DecimalsPlugin implements TeaVMPlugin {
    private static final String TEXT = "org.teavm.classlib.impl.text.";
    private static final String ANALYZER = TEXT + "DoubleAnalyzer";
    private static final String SYNTHESIZER = TEXT + "DoubleSynthesizer";
    private static final ValueType RESULT = ValueType.object(ANALYZER + "$Result");
    private static final String DECIMALS = "io.sightline.glue.value.Decimals";

    @Override
    public void install(TeaVMHost host) {
        host.add(new Redirection());
    }

    private static final class Redirection implements ClassHolderTransformer {
        @Override
        public void transformClass(ClassHolder cls, ClassHolderTransformerContext context) {
            boolean writes = cls.getName().equals(ANALYZER);
            boolean reads = cls.getName().equals(SYNTHESIZER);
            if (!writes && !reads
                    || context.getHierarchy().getClassSource().get(DECIMALS) == null) {
                return;
            }
            // The tables are filled here, and whoever filled them would keep them.
            var filled = method(cls, "<clinit>", ValueType.VOID);
            var fill = ProgramEmitter.create(filled, context.getHierarchy());
            if (writes) {
                fill.setField(ANALYZER, "resultForLog10", fill.construct(ANALYZER + "$Result"));
                var method = method(cls, "analyze", ValueType.DOUBLE, RESULT, ValueType.VOID);
                var program = ProgramEmitter.create(method, context.getHierarchy());
                program.invoke(DECIMALS, "analyze", program.var(1, ValueType.DOUBLE));
                var result = program.var(2, RESULT);
                result.setField("mantissa", program.invoke(DECIMALS, "mantissa", ValueType.LONG));
                result.setField(
                        "exponent", program.invoke(DECIMALS, "exponent", ValueType.INTEGER));
                result.setField("sign", program.invoke(DECIMALS, "negative", ValueType.BOOLEAN));
                program.exit();
            } else {
                var method =
                        method(
                                cls,
                                "synthesizeDouble",
                                ValueType.LONG,
                                ValueType.INTEGER,
                                ValueType.BOOLEAN,
                                ValueType.DOUBLE);
                var program = ProgramEmitter.create(method, context.getHierarchy());
                program.invoke(
                                DECIMALS,
                                "synthesize",
                                ValueType.DOUBLE,
                                program.var(1, ValueType.LONG),
                                program.var(2, ValueType.INTEGER),
                                program.var(3, ValueType.BOOLEAN))
                        .returnValue();
            }
            fill.exit();
        }

        private static MethodHolder method(ClassHolder cls, String name, ValueType... signature) {
            var method = cls.getMethod(new MethodDescriptor(name, signature));
            if (method == null) {
                throw new IllegalStateException(
                        cls.getName() + " has no " + name + " any more; has TeaVM changed?");
            }
            return method;
        }
    }
}
