/* Draws the countries of Natural Earth (world-atlas, 1:50m) for data/map/world.map, one a line.
 *   node draw.mjs >FILE
 * Equirectangular: every degree has one size, so that a place is found by reckoning alone. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import countries from 'i18n-iso-countries';
import { feature } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';

const NORTH = 80, SOUTH = -56;    // degrees of latitude at the edges
const UNITS = 1000 / 360;         // units of the map in one degree
const DETAIL = 0.25;              // square degrees: a bend that holds less is left out
const SMALLEST = 1.5;             // square units: an island of less is not drawn

const atlas = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json');
const topology = JSON.parse(readFileSync(atlas, 'utf8'));
const exact = feature(topology, topology.objects.countries).features;
const rough = presimplify(topology);
const drawn = feature(simplify(rough, DETAIL), topology.objects.countries).features;

const x = degrees => (degrees + 180) * UNITS;
const y = degrees => (NORTH - Math.max(SOUTH, Math.min(NORTH, degrees))) * UNITS;

const rings = geometry => geometry === null ? []
    : geometry.type === 'Polygon' ? [geometry.coordinates[0]]
    : geometry.type === 'MultiPolygon' ? geometry.coordinates.map(polygon => polygon[0]) : [];

/* A ring that crosses the edge of the map (180 degrees) stays on its eastern side. */
function unfolded(ring) {
    const longitudes = ring.map(point => point[0]);
    if (Math.max(...longitudes) - Math.min(...longitudes) < 300)
        return ring;
    return ring.map(([longitude, latitude]) => [longitude < 0 ? 180 : longitude, latitude]);
}

const project = ring => unfolded(ring).map(([longitude, latitude]) => [x(longitude), y(latitude)]);

/* Twice the area with its sign, and the centre, of a ring. */
function measure(points) {
    let area = 0, cx = 0, cy = 0;
    points.forEach(([ax, ay], i) => {
        const [bx, by] = points[(i + 1) % points.length], cross = ax * by - bx * ay;
        area += cross;
        cx += (ax + bx) * cross;
        cy += (ay + by) * cross;
    });
    return area === 0 ? { area: 0, at: points[0] } : { area: Math.abs(area) / 2, at: [cx / (3 * area), cy / (3 * area)] };
}

/* The middle of the largest piece of land. */
const middle = feature => rings(feature.geometry).map(project).map(measure)
    .reduce((most, one) => one.area >= most.area ? one : most, { area: -1, at: [0, 0] }).at.map(Math.round);

function outline(ring) {
    const points = project(ring).map(([px, py]) => [Math.round(px), Math.round(py)])
        .filter((point, i, all) => i === 0 || point[0] !== all[i - 1][0] || point[1] !== all[i - 1][1]);
    if (points.length < 4 || measure(points).area < SMALLEST)
        return '';
    let [lastX, lastY] = points[0], path = `M${lastX} ${lastY}l`;
    points.slice(1, -1).forEach(([px, py], i) => {
        const step = `${px - lastX},${py - lastY}`;
        path += i === 0 ? step : ` ${step}`;
        [lastX, lastY] = [px, py];
    });
    return path + 'z';
}

const code = feature => (feature.id && countries.numericToAlpha2(feature.id)) || '-';

console.log('# Countries: country CODE X Y OUTLINE.  Made by tools/world-map/make from Natural Earth 1:50m (public domain).');
console.log(`size 1000 ${Math.round((NORTH - SOUTH) * UNITS)}`);
exact.forEach((feature, i) => {
    if (code(feature) === 'AQ')
        return;
    const path = rings(drawn[i].geometry).map(outline).join('');
    console.log(`country ${code(feature)} ${middle(feature).join(' ')}${path && ' ' + path}`);
});
