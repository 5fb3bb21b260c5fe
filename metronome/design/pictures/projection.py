"""The map's projection: from degrees to the units in which the land of data/land.json is drawn."""

import math

# Natural Earth projection, polynomial form: B. Šavrič, B. Jenny, T. Patterson, D. Petrovič, L. Hurni,
# "A polynomial equation for the Natural Earth projection", Cartography and Geographic Information Science 38 (2011).
X_TERMS = ((0, 0.870700), (2, -0.131979), (4, -0.013791), (10, 0.003971), (12, -0.001529))
Y_TERMS = ((1, 1.007226), (3, 0.015085), (7, -0.044475), (9, 0.028874), (11, -0.005916))
SCALE = 175.0
CENTRE = (480.0, 250.0)


def natural_earth(lat: float, lon: float) -> tuple[float, float]:
    """Where a place lies on the map: x to the east, y to the south, in units of the land shape's view box.

    lat and lon are degrees, north and east positive; ValueError if they lie outside -90..90 and -180..180.
    """
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        message = f"not a place on Earth: latitude {lat}, longitude {lon}"
        raise ValueError(message)
    phi = math.radians(lat)
    x = math.radians(lon) * sum(factor * phi**power for power, factor in X_TERMS)
    y = sum(factor * phi**power for power, factor in Y_TERMS)
    return round(CENTRE[0] + SCALE * x, 2), round(CENTRE[1] - SCALE * y, 2)
