# How an author's instructions are understood in this language: regular expressions (Python's, in any case of letters) over
# one line of a set-up, such as "Lie on your back." They give each line the time that it takes, and its place in the order.
# A pattern that finds nothing is safe: the line gets the time of moving a limb, and stays where its author wrote it.

# It explains, and asks nothing of the body yet.
asks-words = ^(you will|you should|you may|then\b|feel\b|keep (?!your knees on|your feet down|hold)|breathe?\b|let your breath|as you\b|go only|make one|lift with|lift and lower|stay (up|there)|lift until|only\b|do not|don't|never|your\b|stop\b|the |this |it |if )
# A thing is put in its place.
asks-prop = \b(loop|strap|tie|wrap|fasten|wedge)\b|^(take (?!hold)|fetch|get|pick up)\b.*\b(band|towel|bottle|weight|bench|couch|chair|ball|pillow|cushion)\b|^(make sure|check)\b|\b(put|place|set|stand|lay|slide)\b (the|a|an|your) [^,.]*\b(band|towel|bench|chair|pillow|cushion|ball)\b
# The whole body moves: it lies down, sits, kneels, slides.
asks-whole = ^(lie|sit|kneel|roll|slide back|slide your (hips|whole)|sink|turn (over|onto|your whole)|come|crawl|walk your|step|move|lower yourself|stand (within reach|beside|near|next to|facing|with (a|the) (wall|chair|back)))\b|\b(lie down|sit down|kneel down|stand up)\b
# The words for where a breath is held say that more is breathed in, as in a sigh of two breaths in.
breathes-in-again = \b(inhale|breathe in|breath in|sip|top up|in (again|more|once more)|again)\b
# It says no more than the place to which the coach has just led. $side is the author's slot for the side.
asks-place = { $position ->
    [on-the-back] ^lie (down )?(flat )?(on|onto) your back[.!]?$
    [on-the-side] ^lie (down )?(on|onto) your { $side } side[.!]?$
    [face-down] ^lie (down )?(flat )?((on|onto) your (stomach|front|belly)|face down)[.!]?$
    [hands-and-knees] ^(come|get|go) (down )?(on|onto) (your hands and knees|all fours)[.!]?$
   *[other] (?!)
}
# A small thing: to look, to tighten, to let go. What none of these finds is a limb's worth.
asks-small = ^(look|tighten|brace|squeeze|tuck your (chin|tailbone)|draw your (shoulders|lower stomach|stomach|chin|navel)|press|let(?! go)|unlock|soften|relax|drop|stand tall|turn your (toes|head|palms)|point|push (the|down)|gather|grow|tip)\b
# From here on the body works, if only by holding itself: such lines come last.
asks-loads = \bforearms?\b.*\b(floor|mat|elbow)|\bon your forearms\b|\boverhead\b|\barms? out in front\b|\btuck your toes\b|\btoes under\b|^(lift|raise)\b|\btake hold\b|\bcross your \S+ (ankle|foot|leg)\b|^(tighten|brace|squeeze)\b|^tuck your tailbone|^lean\b|\bon top of the other\b|\b(loop|strap)\b|\boff the (end|edge)\b
# It names what somebody can hold on to.
asks-support = \b(wall|chair|table|rail|bench)\b
# It speaks of what the line before it named, and so stays after it.
asks-refers = \b(that|those|them|its|it|this|these)\b(?! you)|^then\b
# A thing is fastened around a limb, which takes longer with closed eyes.
asks-to-fasten = ^(loop|strap|tie|wrap|fasten)\b
# Each place in a line at which one more thing is asked for.
asks-more = ,? and (?:put|take|bring|place|rest|lay|lift|lie|hold|bend)\b|\bone (?:at a time|after the other)\b
# A thing that takes more than two hands and a moment to bring.
asks-furniture = \b(bench|couch|sofa|table|bed)\b
# The name of an exercise that says by itself that it warms up.
names-warm-up = \bwarm(ing)?[- ]?up\b
# It brings the other side or knee to the floor. $other is the author's slot for that side.
asks-other-down = \b(lie|kneel|roll|turn)\b[^.]*{ $other } (side|knee)
# It leaves the time to the person, who then needs more of it than the movement alone.
asks-own-time = \b(in your own time|take (all the|your) time|no hurry|without (any )?hurry)\b
