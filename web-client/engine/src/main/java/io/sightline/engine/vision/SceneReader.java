// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.space.FloorMap;
import io.sightline.core.space.FloorPlane;
import io.sightline.core.space.Point;
import io.sightline.core.space.PointCloud;
import io.sightline.core.space.SceneView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.teavm.jso.typedarrays.Uint8Array;

/** Lifts the map on show into space on the processor, where somebody asks what is there. */
final class SceneReader {
    /** Share of the scene's height that a click reaches. */
    private static final double REACH = 0.02;

    private final DepthPicture picture;

    SceneReader(DepthPicture picture) {
        this.picture = picture;
    }

    private PointCloud cloud(SceneView view) {
        var map = picture.whole();
        var size = picture.size();
        int count = (int) size.pixels();
        var depth =
                ByteBuffer.allocateDirect(count * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
        var range = picture.range();
        var law = view.lawOf(range);
        law.all(map, view.keptOf(range), depth, count);
        return PointCloud.of(depth, null, view.lens().scaledTo(size), law.farthest(), 1);
    }

    /** What is seen at a place of the scene. Blocks. */
    VisionEvent.Picked pick(VisionCommand.Pick pick) {
        var view = pick.view();
        var cloud = cloud(view);
        int at = view.camera().pick(cloud, pick.u(), pick.v(), view.aspect(), REACH);
        if (at < 0) {
            return new VisionEvent.Picked(pick.call(), false, 0, 0);
        }
        var size = picture.size();
        var lens = view.lens().scaledTo(size);
        var point = cloud.point(at);
        return new VisionEvent.Picked(
                pick.call(),
                true,
                (lens.fx() * point.x() / point.z() + lens.cx()) / size.width(),
                (lens.fy() * point.y() / point.z() + lens.cy()) / size.height());
    }

    /** The scene from above. Blocks. */
    VisionEvent.Floor floor(VisionCommand.Floor floor) {
        var cloud = cloud(floor.view());
        var plane = FloorPlane.of(cloud);
        if (plane == null) {
            return new VisionEvent.Floor(
                    floor.call(), 0, 0, 0, 0, new Point(0, -1, 0), 0, new Uint8Array(0));
        }
        var map = FloorMap.of(cloud, plane);
        var cells = ByteBuffer.allocateDirect(map.columns() * map.rows());
        for (int row = 0; row < map.rows(); ++row) {
            for (int column = 0; column < map.columns(); ++column) {
                cells.put(row * map.columns() + column, map.cell(column, row));
            }
        }
        var copy = new Uint8Array(cells.capacity());
        copy.set(Uint8Array.fromJavaBuffer(cells), 0);
        return new VisionEvent.Floor(
                floor.call(),
                map.columns(),
                map.rows(),
                map.cell(),
                plane.height(),
                plane.up(),
                plane.share(),
                copy);
    }
}
