"""Words that carry nothing, whatever is asked for: politeness, fillers, the verbs of wishes, who asks. Pure data."""

from typing import Final

_TEXT: Final = """
    about accessible actual admin admins advance again ah aim aims allow allowing allows already alright answer
    answers anybody anyone anything anyway anyways appreciate appreciated appreciation appropriate approximately ask
    asked asking available awesome begin beginner beginners begins believe below bit boss bother bothering brilliant
    bring brings call calling came care case cases cheers class classroom cleanly clearly colleague colleagues
    college come comes coming cook cool corresponding course created creating deal dear decent described doing done
    draw drawn easily engineer engineers equivalent erm especially essentially etc ever everyday example examples
    excellent exist existing exists expect expected expecting fairly finish finished fire folk following frankly
    friend friends fully funny generally genuine given goal goals gracious grateful greetings guess guy haha handle
    handles handling handy happen happening happens hello help helped helpful helping hey hi hiya hmm homelab
    honestly hope hopefully hoping ideally important interesting job junior keep keeping keeps kept kindly knock
    know knowing learner learners let lets letting like liked likes listed literally live lives living located lol
    love loved lovely madam made mainly make makes making manage manages managing matching matter matters maybe
    mentioned mimic mimicking mimics mind model modeled modelled mostly naturally neat neatly newbie newbies
    normally obviously occur occurs offer offering offers oh ok okay operator operators ordinary particularly people
    perfect person piece plan positioned possibly prefer preferably present pretty probably produce produces
    producing professional professor properly provide provided provides providing question questions quite really
    reason reasonable reasons regards reliable represent representing represents resemble resembles reside residing
    respective robust roughly said saw say saying school see seen senior sense sensible shown similar sir situated
    sketch sketched solid somebody somehow someone something sort specifically spin spinning spins standing stated
    stay staying stays still student students stuff suitable supplies supply suppose sure sweet teacher team tell
    telling thankful thing things throw thrown thx tia told trainees training true truly trying ty umm university
    useful usual usually various want wanted wanting way ways well whatsoever whenever wherever whip wonderful work
    working worry yeah yep yes yet
"""
SMALL_WORDS: Final = frozenset(_TEXT.split())
"""Each by itself changes nothing of a request."""
