// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.color;

import java.util.List;

/**
 * A scale of 256 colours from far (dark) to near (bright). All of them grow steadily in lightness,
 * so they read the same in grey and to the colour-blind, and equal steps look equal.
 *
 * <p>Magma and viridis are by Nathaniel Smith and Stefan van der Walt, cividis is by Jamie Nunez,
 * Christopher Anderton and Ryan Renslow (PLOS ONE 13(7), 2018); their tables are in the public
 * domain (CC0) as part of matplotlib.
 */
public final class Palette {
    private static final List<Palette> ALL =
            List.of(
                    new Palette(
                            "magma",
                            "00000401000501010601010802010902020b02020d03030f030312040414"
                                    + "05041606051806051a07061c08071e0907200a08220b09240c09260d0a29"
                                    + "0e0b2b100b2d110c2f120d31130d34140e36150e38160f3b180f3d19103f"
                                    + "1a10421c10441d11471e114920114b21114e221150241253251255271258"
                                    + "29115a2a115c2c115f2d11612f116331116533106734106936106b38106c"
                                    + "390f6e3b0f703d0f713f0f72400f74420f75440f76451077471078491078"
                                    + "4a10794c117a4e117b4f127b51127c52137c54137d56147d57157e59157e"
                                    + "5a167e5c167f5d177f5f187f601880621980641a80651a80671b80681c81"
                                    + "6a1c816b1d816d1d816e1e81701f81721f81732081752181762181782281"
                                    + "7922827b23827c23827e2482802582812581832681842681862781882781"
                                    + "8928818b29818c29818e2a81902a81912b81932b80942c80962c80982d80"
                                    + "992d809b2e7f9c2e7f9e2f7fa02f7fa1307ea3307ea5317ea6317da8327d"
                                    + "aa337dab337cad347cae347bb0357bb2357bb3367ab5367ab73779b83779"
                                    + "ba3878bc3978bd3977bf3a77c03a76c23b75c43c75c53c74c73d73c83e73"
                                    + "ca3e72cc3f71cd4071cf4070d0416fd2426fd3436ed5446dd6456cd8456c"
                                    + "d9466bdb476adc4869de4968df4a68e04c67e24d66e34e65e44f64e55064"
                                    + "e75263e85362e95462ea5661eb5760ec5860ed5a5fee5b5eef5d5ef05f5e"
                                    + "f1605df2625df2645cf3655cf4675cf4695cf56b5cf66c5cf66e5cf7705c"
                                    + "f7725cf8745cf8765cf9785df9795df97b5dfa7d5efa7f5efa815ffb835f"
                                    + "fb8560fb8761fc8961fc8a62fc8c63fc8e64fc9065fd9266fd9467fd9668"
                                    + "fd9869fd9a6afd9b6bfe9d6cfe9f6dfea16efea36ffea571fea772fea973"
                                    + "feaa74feac76feae77feb078feb27afeb47bfeb67cfeb77efeb97ffebb81"
                                    + "febd82febf84fec185fec287fec488fec68afec88cfeca8dfecc8ffecd90"
                                    + "fecf92fed194fed395fed597fed799fed89afdda9cfddc9efddea0fde0a1"
                                    + "fde2a3fde3a5fde5a7fde7a9fde9aafdebacfcecaefceeb0fcf0b2fcf2b4"
                                    + "fcf4b6fcf6b8fcf7b9fcf9bbfcfbbdfcfdbf"),
                    new Palette(
                            "viridis",
                            "44015444025645045745055946075a46085c460a5d460b5e470d60470e61"
                                    + "47106347116447136548146748166848176948186a481a6c481b6d481c6e"
                                    + "481d6f481f70482071482173482374482475482576482677482878482979"
                                    + "472a7a472c7a472d7b472e7c472f7d46307e46327e46337f463480453581"
                                    + "453781453882443983443a83443b84433d84433e85423f85424086424186"
                                    + "4142874144874045884046883f47883f48893e49893e4a893e4c8a3d4d8a"
                                    + "3d4e8a3c4f8a3c508b3b518b3b528b3a538b3a548c39558c39568c38588c"
                                    + "38598c375a8c375b8d365c8d365d8d355e8d355f8d34608d34618d33628d"
                                    + "33638d32648e32658e31668e31678e31688e30698e306a8e2f6b8e2f6c8e"
                                    + "2e6d8e2e6e8e2e6f8e2d708e2d718e2c718e2c728e2c738e2b748e2b758e"
                                    + "2a768e2a778e2a788e29798e297a8e297b8e287c8e287d8e277e8e277f8e"
                                    + "27808e26818e26828e26828e25838e25848e25858e24868e24878e23888e"
                                    + "23898e238a8d228b8d228c8d228d8d218e8d218f8d21908d21918c20928c"
                                    + "20928c20938c1f948c1f958b1f968b1f978b1f988b1f998a1f9a8a1e9b8a"
                                    + "1e9c891e9d891f9e891f9f881fa0881fa1881fa1871fa28720a38620a486"
                                    + "21a58521a68522a78522a88423a98324aa8325ab8225ac8226ad8127ad81"
                                    + "28ae8029af7f2ab07f2cb17e2db27d2eb37c2fb47c31b57b32b67a34b679"
                                    + "35b77937b87838b9773aba763bbb753dbc743fbc7340bd7242be7144bf70"
                                    + "46c06f48c16e4ac16d4cc26c4ec36b50c46a52c56954c56856c66758c765"
                                    + "5ac8645cc8635ec96260ca6063cb5f65cb5e67cc5c69cd5b6ccd5a6ece58"
                                    + "70cf5773d05675d05477d1537ad1517cd2507fd34e81d34d84d44b86d549"
                                    + "89d5488bd6468ed64590d74393d74195d84098d83e9bd93c9dd93ba0da39"
                                    + "a2da37a5db36a8db34aadc32addc30b0dd2fb2dd2db5de2bb8de29bade28"
                                    + "bddf26c0df25c2df23c5e021c8e020cae11fcde11dd0e11cd2e21bd5e21a"
                                    + "d8e219dae319dde318dfe318e2e418e5e419e7e419eae51aece51befe51c"
                                    + "f1e51df4e61ef6e620f8e621fbe723fde725"),
                    new Palette(
                            "cividis",
                            "00224e00234f00245100255300255400265600275800285900285b00295d"
                                    + "002a5f002a61002b62002c64002c66002d68002e6a002e6c002f6d00306f"
                                    + "0030700031700031710132710533710833700c34700f3570123570143670"
                                    + "16377018376f1a386f1c396f1e3a6f203a6f213b6e233c6e243c6e263d6e"
                                    + "273e6e293f6e2a3f6d2b406d2d416d2e416d2f426d31436d32436d33446d"
                                    + "34456c35456c36466c38476c39486c3a486c3b496c3c4a6c3d4a6c3e4b6c"
                                    + "3f4c6c404c6c414d6c424e6c434e6c444f6c45506c46516c47516c48526c"
                                    + "49536c4a536c4b546c4c556c4d556c4e566c4f576c50576c51586d52596d"
                                    + "535a6d545a6d555b6d555c6d565c6d575d6d585e6d595e6e5a5f6e5b606e"
                                    + "5c616e5d616e5e626e5e636f5f636f60646f61656f62656f636670646770"
                                    + "656870656870666970676a71686a71696b716a6c716b6d726c6d726c6e72"
                                    + "6d6f726e6f736f7073707173717274727274727374737475747475757575"
                                    + "7676767777767777777878777979777a7a787b7a787c7b787d7c787e7c78"
                                    + "7e7d787f7e78807f78817f78828079838179848279858279868379878478"
                                    + "8885788985788a86788b87788c88788d88788e89788f8a78908b78918b78"
                                    + "928c78928d78938e78948e77958f779690779791779892779992779a9376"
                                    + "9b94769c95769d95769e96769f9775a09875a19975a29975a39a74a49b74"
                                    + "a59c74a69c74a79d73a89e73a99f73aaa073aba072aca172ada272aea371"
                                    + "afa471b0a571b1a570b3a670b4a76fb5a86fb6a96fb7a96eb8aa6eb9ab6d"
                                    + "baac6dbbad6dbcae6cbdae6cbeaf6bbfb06bc0b16ac1b26ac2b369c3b369"
                                    + "c4b468c5b568c6b667c7b767c8b866c9b965cbb965ccba64cdbb63cebc63"
                                    + "cfbd62d0be62d1bf61d2c060d3c05fd4c15fd5c25ed6c35dd7c45cd9c55c"
                                    + "dac65bdbc75adcc859ddc858dec958dfca57e0cb56e1cc55e2cd54e4ce53"
                                    + "e5cf52e6d051e7d150e8d24fe9d34eead34cebd44bedd54aeed649efd748"
                                    + "f0d846f1d945f2da44f3db42f5dc41f6dd3ff7de3ef8df3cf9e03afbe138"
                                    + "fce236fde334fee434fee535fee636fee838"),
                    new Palette("grey", grey()));

    private final String id;
    private final int[] abgr = new int[256];

    private Palette(String id, String hex) {
        this.id = id;
        for (int i = 0; i < 256; ++i) {
            int red = channel(hex, i * 6);
            int green = channel(hex, i * 6 + 2);
            int blue = channel(hex, i * 6 + 4);
            abgr[i] = 0xff000000 | blue << 16 | green << 8 | red;
        }
    }

    /** The ids, the usual one first. */
    public static List<String> ids() {
        return ALL.stream().map(Palette::id).toList();
    }

    /** The palette of this id; the usual one when there is none. */
    public static Palette of(String id) {
        for (var palette : ALL) {
            if (palette.id.equals(id)) {
                return palette;
            }
        }
        return ALL.get(0);
    }

    /** Its name in settings and messages. */
    public String id() {
        return id;
    }

    /**
     * The colour at a place.
     *
     * @param position 0 (far) to 1 (near), clipped
     * @return 0xRRGGBB
     */
    public int rgb(double position) {
        int word = abgr[(int) Math.rint(Math.max(0, Math.min(1, position)) * 255)];
        return (word & 255) << 16 | word & 0xff00 | word >> 16 & 255;
    }

    /** The 256 colours as little-endian RGBA words, opaque. Not to be written to. */
    public int[] abgr() {
        return abgr;
    }

    private static int channel(String hex, int at) {
        return Character.digit(hex.charAt(at), 16) << 4 | Character.digit(hex.charAt(at + 1), 16);
    }

    /** Even steps of sRGB grey, which is close to even in lightness. */
    private static String grey() {
        var text = new StringBuilder();
        for (int i = 0; i < 256; ++i) {
            var pair = "" + Character.forDigit(i >> 4, 16) + Character.forDigit(i & 15, 16);
            text.append(pair).append(pair).append(pair);
        }
        return text.toString();
    }
}
