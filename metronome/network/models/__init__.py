from .corrections import CorrectionRequest
from .grants import FocalPoint, PartnerFocalPoint
from .member import Member, MemberQuerySet, Standing
from .names import Alias
from .network import Network, Region
from .partner import Contact, Partner, PartnerKind

__all__ = [
    "Alias",
    "Contact",
    "CorrectionRequest",
    "FocalPoint",
    "Member",
    "MemberQuerySet",
    "Network",
    "Partner",
    "PartnerFocalPoint",
    "PartnerKind",
    "Region",
    "Standing",
]
