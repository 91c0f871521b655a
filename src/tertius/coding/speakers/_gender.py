"""What a name or a role says of its bearer's gender, where it plainly says something: "he" and "she" then rule somebody out."""

from __future__ import annotations

__all__ = ["PRONOUN_GENDER", "gender_of"]

PRONOUN_GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}

_WORDS = {
    "m": """mr sir king prince lord father monk son grandson brother uncle nephew husband widower boy man men fisherman
    businessman spokesman chairman congressman salesman cameraman gentleman pastor imam bishop abbot""".split(),
    "f": """mrs ms miss madam dame queen princess lady mother nun daughter granddaughter sister aunt niece wife widow girl woman
    women businesswoman spokeswoman chairwoman congresswoman actress waitress grandmother""".split(),
}
# Common given names of English-speaking countries that hardly anybody of the other gender bears.
_GIVEN = {
    "m": """james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald
    steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric
    jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler
    aaron jose henry adam douglas nathan peter zachary kyle walter harold jeremy ethan carl keith roger gerald christian sean
    arthur austin lawrence joe bryan billy bruce albert willie gabriel alan juan louis jonathan wayne ralph roy eugene randy
    vincent russell bobby philip johnny bradley bill tom tim jim mike bob dan ted ben sam steve greg jeff marco bernie barack
    martin simon ian graham stuart neil colin hugh nigel boris tony gordon ivan igor sergei vladimir dmitri mikhail ahmed
    mohammed mohammad muhammad ali hassan hussein mustafa omar abdullah ibrahim yusuf carlos luis miguel pedro pablo diego
    fernando antonio francisco javier manuel rafael jorge hans karl klaus jurgen wolfgang pierre jean jacques francois giovanni
    giuseppe luigi mario paolo chuck doug ed fred ray rick ron rob pat mitt newt rand""".split(),
    "f": """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley
    kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela
    shirley emma brenda pamela nicole anna samantha katherine christine debra rachel carolyn janet maria olivia heather helen
    catherine diane julie victoria joyce lauren kelly christina ruth joan virginia judith evelyn hannah andrea megan cheryl
    jacqueline madison teresa abigail sophia martha sara gloria janice kathryn ann isabella judy charlotte julia grace amber
    alice jean denise frances danielle marilyn natalie beverly diana brittany theresa kayla alexis doris lori tiffany hillary
    claire fiona kate lucy jane anne louise susanna ingrid astrid olga svetlana natalia tatiana irina ekaterina fatima aisha
    khadija leila zainab carmen lucia elena isabel pilar rosa beatriz angela ursula petra monika silvia giulia francesca chiara
    condoleezza loretta nikki kellyanne debbie elaine heidi""".split(),
}
_SAID = {word: gender for table in (_GIVEN, _WORDS) for gender, words in table.items() for word in words}


def gender_of(name: str, *descriptions: str | None) -> str | None:
    """ "m", "f" or None: by the words that describe somebody, else by the given name."""
    for words in (*filter(None, descriptions), *name.split()[:1]):
        told = {_SAID.get(word.strip(".,;’'\"").lower()) for word in words.split()} - {None}
        if len(told) == 1:
            return told.pop()
    return None
