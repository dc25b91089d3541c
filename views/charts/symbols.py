"""Verdict symbols as outlines, so that charts and saved pictures show them whatever fonts there are. Box from -1 to 1, filled."""

from domain.indicators import Weather

_DISC = "M{x},0A{r},{r},0,1,1,-{x},0A{r},{r},0,1,1,{x},0Z"
_RING = "M{o},0A{o},{o},0,1,1,-{o},0A{o},{o},0,1,1,{o},0ZM{i},0A{i},{i},0,1,0,-{i},0A{i},{i},0,1,0,{i},0Z"


def _rays() -> str:
    """Eight short bars around the disc of the sun."""
    straight = ("M-.11,-1H.11V-.68H-.11Z", "M-.11,.68H.11V1H-.11Z", "M-1,-.11V.11H-.68V-.11Z", "M.68,-.11V.11H1V-.11Z")
    slanted = (
        "M.40,-.56L.62,-.78L.78,-.62L.56,-.40Z",
        "M-.40,-.56L-.62,-.78L-.78,-.62L-.56,-.40Z",
        "M.40,.56L.62,.78L.78,.62L.56,.40Z",
        "M-.40,.56L-.62,.78L-.78,.62L-.56,.40Z",
    )
    return "".join((*straight, *slanted))


SHAPES = {
    Weather.SUN: _DISC.format(x=".5", r=".5") + _rays(),
    Weather.PARTLY: _RING.format(o=".85", i=".67") + "M0,-.75A.75,.75,0,0,0,0,.75Z",
    Weather.CLOUD: "M-.6,.6A.4,.4,0,0,1,-.62,-.2A.5,.5,0,0,1,.3,-.4A.42,.42,0,0,1,.65,.6Z",
    Weather.STORM: "M.25,-1L-.6,.15H-.08L-.3,1L.6,-.2H.05Z",
    Weather.SUSPENDED: "M-.5,-.7H-.15V.7H-.5ZM.15,-.7H.5V.7H.15Z",
    Weather.NONE: "M0,-.85L.85,0L0,.85L-.85,0ZM0,-.55L-.55,0L0,.55L.55,0Z",
    Weather.ENDED: "M-.7,-.7H.7V.7H-.7ZM-.45,-.45V.45H.45V-.45Z",
    Weather.CONTEXT: _RING.format(o=".75", i=".52"),
}
