"""Altitudes, azimuths, Moon, twilights and hours of a night by astropy, clocks by zoneinfo; IERS tables as astropy ships them."""
import json
import math
import pathlib
import zoneinfo
from datetime import date, datetime, timedelta, timezone

import astropy
import astropy.units as u
import numpy as np
from astropy.coordinates import AltAz, EarthLocation, SkyCoord, get_body, get_sun
from astropy.time import Time
from astropy.utils import iers

iers.conf.auto_download = False
iers.conf.auto_max_age = None
iers.conf.iers_degraded_accuracy = "ignore"

SITES = {
    "palomar": (-116.863, 33.356, 1706, "America/Los_Angeles"),
    "rubin": (-70.7494, -30.2446, 2663, "America/Santiago"),
    "mauna-kea": (-155.4783, 19.8283, 4160, "Pacific/Honolulu"),
    "siding-spring": (149.0612, -31.2734, 1149, "Australia/Sydney"),
    "hanle": (78.9642, 32.7794, 4500, "Asia/Kolkata"),
    "la-palma": (-17.88, 28.7583, 2327, "Atlantic/Canary"),
    "north": (25.0, 69.0, 200, "Europe/Helsinki"),
}
TARGETS = [(150.1, 2.2), (10.68, 41.27), (83.63, -69.1), (219.9, 77.5), (266.4, -29.0), (0.02, -0.5)]


def place(name):
    lon, lat, height, _ = SITES[name]
    return EarthLocation.from_geodetic(lon * u.deg, lat * u.deg, height * u.m)


def altaz(coordinate, time, where):
    return coordinate.transform_to(AltAz(obstime=time, location=where))


def illumination(time):
    sun, moon = get_sun(time), get_body("moon", time)
    elongation = sun.separation(moon)
    angle = np.arctan2(sun.distance * np.sin(elongation), moon.distance - sun.distance * np.cos(elongation))
    return float((1 + np.cos(angle)) / 2)


start = datetime(2025, 1, 3, 0, 7, tzinfo=timezone.utc)
sky = []
for index in range(48):
    when = start + timedelta(days=15.53 * index)
    name = list(SITES)[index % len(SITES)]
    time, where = Time(when), place(name)
    sun = altaz(get_sun(time), time, where)
    moon = altaz(get_body("moon", time, where), time, where)
    targets = []
    for ra, dec in TARGETS:
        at = altaz(SkyCoord(ra * u.deg, dec * u.deg), time, where)
        targets.append([ra, dec, round(at.alt.deg, 5), round(at.az.deg, 5), round(moon.separation(at).deg, 5)])
    sky.append({
        "site": name, "ms": round(when.timestamp() * 1000),
        "sun": [round(sun.alt.deg, 5), round(sun.az.deg, 5)], "moon": [round(moon.alt.deg, 5), round(moon.az.deg, 5)],
        "illumination": round(illumination(time), 6), "targets": targets,
    })


def civil_midnight(day, zone):
    """The moment at which the day after `day` begins."""
    after = day + timedelta(days=1)
    return datetime(after.year, after.month, after.day, tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(timezone.utc)


def solar_middle(day, name):
    lon, _, _, zone = SITES[name]
    midnight = civil_midnight(day, zone).timestamp()
    offset = -lon / 15 * 3600
    return round((midnight - offset) / 86400) * 86400 + offset


def events(name, day, limit):
    """Moments at which the Sun passes an altitude between two noons, by bisection of a fine grid."""
    middle = solar_middle(day, name)
    where = place(name)
    grid = middle + np.arange(-43200, 43201, 120)
    alt = altaz(get_sun(Time(grid, format="unix")), Time(grid, format="unix"), where).alt.deg - limit
    found = []
    for i in np.nonzero(np.diff(alt > 0))[0]:
        found.append(round((grid[i] + 120 * alt[i] / (alt[i] - alt[i + 1])) * 1000))
    return found


nights = []
DAYS = [("palomar", date(2026, 3, 7)), ("palomar", date(2026, 3, 8)), ("palomar", date(2026, 10, 31)),
        ("palomar", date(2026, 11, 1)), ("rubin", date(2026, 4, 4)), ("rubin", date(2026, 9, 5)),
        ("siding-spring", date(2026, 10, 3)), ("hanle", date(2026, 6, 21)), ("mauna-kea", date(2026, 12, 31)),
        ("la-palma", date(2026, 3, 28)), ("la-palma", date(2026, 10, 24)), ("north", date(2026, 6, 21)),
        ("north", date(2026, 12, 21)), ("north", date(2026, 4, 20))]
for name, day in DAYS:
    _, _, _, zone = SITES[name]
    middle = solar_middle(day, name)
    where = place(name)
    grid = middle + np.arange(-43200, 43201, 120)
    times = Time(grid, format="unix")
    sun = altaz(get_sun(times), times, where).alt.deg
    moon = altaz(get_body("moon", times, where), times, where).alt.deg
    hours = []
    for ra, dec in TARGETS:
        alt = altaz(SkyCoord(ra * u.deg, dec * u.deg), times, where).alt.deg
        up = (sun < -18) & (alt > 30)
        hours.append([round(float(up.sum()) / 30, 3), round(float((up & (moon < 0)).sum()) / 30, 3)])
    nights.append({
        "site": name, "date": day.isoformat(), "zone": zone,
        "midnightMs": round(civil_midnight(day, zone).timestamp() * 1000), "midMs": round(middle * 1000),
        "offsetsMin": [round(datetime.fromtimestamp(middle + s, zoneinfo.ZoneInfo(zone)).utcoffset().total_seconds() / 60)
                       for s in (-43200, 43200)],
        "events": {str(limit): events(name, day, limit) for limit in (-0.833, -6, -12, -18)},
        "dark": round(float((sun < -18).sum()) / 30, 3), "hours": hours,
    })


def pickering(apparent):
    return 1 / math.sin(math.radians(apparent + 244 / (165 + 47 * apparent ** 1.1)))


golden = {
    "made by": f"astropy {astropy.__version__}, numpy {np.__version__}",
    "sites": {name: list(values) for name, values in SITES.items()},
    "sky": sky,
    "nights": nights,
    "airmass": [[h, round(pickering(h), 6)] for h in (0, 0.5, 1, 2, 5, 10, 15, 20, 30, 45, 60, 75, 90)],
}
out = pathlib.Path(__file__).parents[2] / "domain/observability/observability.golden.json"
out.write_text(json.dumps(golden, separators=(",", ":")).replace('{"site"', '\n{"site"') + "\n")
