"""The LaTeX that has a faithful one-line form: vetted tables, so that no meaning is guessed."""

from enum import Enum, auto
from typing import TypeAlias


class Kind(Enum):
    """How a piece of a formula stands to its neighbours."""

    ORDINARY = auto()
    NAME = auto()  # log, max, words: apart from a factor, close to a bracket
    LARGE = auto()  # a sum sign: apart from a bracket too
    SIGN = auto()  # a minus with nothing before it
    BINARY = auto()  # binds less than a fraction
    INFIX = auto()  # may bind more than a fraction
    SLASH = auto()
    RELATION = auto()
    OPEN = auto()
    CLOSE = auto()
    BAR = auto()  # opens or closes
    COMMA = auto()
    FRACTION = auto()  # in brackets wherever a neighbour could be read into it
    ROOT = auto()  # the same, at its right side only
    EDGE = auto()  # where the formula begins or ends


Signs: TypeAlias = dict[str, tuple[Kind, str]]


def _pairs(kind: Kind, pairs: str) -> Signs:
    words = pairs.split()
    return {name: (kind, sign) for name, sign in zip(words[::2], words[1::2], strict=True)}


def _themselves(kind: Kind, signs: str) -> Signs:
    return {sign: (kind, sign) for sign in signs.split()}


COMMANDS: Signs = {
    **_pairs(
        Kind.ORDINARY,
        """
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ
        iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς
        tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ
        Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
        infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ neg ¬ lnot ¬ emptyset ∅ varnothing ∅ ell ℓ
        top ⊤ bot ⊥ prime ′ ldots … dots … cdots ⋯ % % $ $ # # & & _ _
        """,
    ),
    **_pairs(Kind.BINARY, "pm ± mp ∓ cdot · times ×"),
    **_pairs(
        Kind.INFIX,
        """
        div ÷ ast ∗ star ⋆ circ ∘ odot ⊙ otimes ⊗ oplus ⊕ cup ∪ cap ∩ setminus ∖
        land ∧ wedge ∧ lor ∨ vee ∨
        """,
    ),
    **_pairs(
        Kind.RELATION,
        """
        lt < gt > le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡
        propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ to → gets ←
        rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔
        implies ⇒ iff ⇔ mapsto ↦ ll ≪ gg ≫ mid | parallel ∥ perp ⊥ coloneqq ≔
        """,
    ),
    **_pairs(Kind.LARGE, "sum ∑ prod ∏ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂"),
    **_themselves(
        Kind.NAME,
        """
        log ln lg exp sin cos tan sinh cosh tanh arcsin arccos arctan max min sup inf lim
        argmax argmin arg det dim ker deg gcd Pr
        """,
    ),
    **_pairs(Kind.OPEN, "{ { lbrace { lbrack [ lfloor ⌊ lceil ⌈ langle ⟨"),
    **_pairs(Kind.CLOSE, "} } rbrace } rbrack ] rfloor ⌋ rceil ⌉ rangle ⟩"),
    **_pairs(Kind.BAR, "| ‖ Vert ‖ lVert ‖ rVert ‖ vert | lvert | rvert |"),
}
"""A command without its backslash, and the sign that it is."""

CHARACTERS: Signs = {
    **{sign: (kind, sign) for kind, sign in COMMANDS.values() if not sign.isascii()},
    **_pairs(Kind.ORDINARY, "! ! . . ? ? ' ′"),
    **_pairs(Kind.BINARY, "+ + - −"),
    **_pairs(Kind.INFIX, "* *"),
    **_pairs(Kind.SLASH, "/ /"),
    **_themselves(Kind.RELATION, "= < > :"),
    **_themselves(Kind.OPEN, "( ["),
    **_themselves(Kind.CLOSE, ") ]"),
    **_themselves(Kind.BAR, "|"),
    **_themselves(Kind.COMMA, ", ;"),
}
"""A character as it stands in the source, and the sign that it is."""

SPACES = {
    "~": " ",
    **{f"\\{name}": " " for name in (",", ";", ":", ">", " ", "\n")},
    "\\quad": "   ",
    "\\qquad": "   ",
    "\\!": "",
}
"""What stands for a space, and how much of it a line shows."""

ACCENTS = {
    **dict.fromkeys(("hat", "widehat"), "\u0302"),
    **dict.fromkeys(("tilde", "widetilde"), "\u0303"),
    **dict.fromkeys(("bar", "overline"), "\u0304"),
    "dot": "\u0307",
    "ddot": "\u0308",
    "vec": "\u20d7",
}
"""An accent, and the character that puts it over the one before."""

ALPHABETS = {
    "mathbb": "DOUBLE-STRUCK",
    **dict.fromkeys(("mathcal", "mathscr"), "SCRIPT"),
    **dict.fromkeys(("mathbf", "bm", "boldsymbol"), "BOLD"),
}
"""A command that changes letters, and the word for it in the names of Unicode."""

SUPERSCRIPTS = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW⊤′",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀ′",
        strict=True,
    )
)
SUBSCRIPTS = dict(
    zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
