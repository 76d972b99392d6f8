# What the coach says, in English. One file a language; a translator needs no code.
# Numbers come as words where the list at the end has them (number-1 ...), and as digits beyond.
# $count beside a worded number is the number itself, for plurals.

## The session

welcome = Welcome to { $title }.
safety-notice = Before we begin. This is not medical advice. If your pain is more than minor, or follows an injury, see a doctor or a physiotherapist first.
safety-stop = Stop if it hurts. You may feel a stretch, but never push through pain. Breathe evenly all the time.
overview = { $count ->
    [0] This takes { $total }{ $waits ->
        [true] , with the pauses.
       *[other] .
    }
    [one] There is one exercise. It takes { $total }{ $waits ->
        [true] , with the pauses.
       *[other] .
    }
   *[other] There are { $exercises } exercises. They take { $total }{ $waits ->
        [true] , with the pauses.
       *[other] .
    }
}
props-ready = Have this within reach: { $props }.
close-title = Close
close = { $position ->
    [floor] That was the last one. Well done. Roll onto your side, push yourself up with your hands, and get up slowly.
    [kneeling] That was the last one. Well done. Come up slowly when you are ready.
   *[other] That was the last one. Well done.
}

## Lengths of time

seconds = { $count ->
    [one] one second
   *[other] { $number } seconds
}
minutes = { $count ->
    [one] one minute
   *[other] { $number } minutes
}
minutes-and-half = { $count ->
    [one] one and a half minutes
   *[other] { $number } and a half minutes
}
minutes-and-seconds = { $minutes } and { $seconds }
hours = { $count ->
    [one] one hour
   *[other] { $number } hours
}
hours-and-minutes = { $hours } and { $minutes }

## Before an exercise

name-first = First exercise: { $name }.
name-next = Next: { $name }.
name-last = Last exercise: { $name }.
name-again = Once more: { $name }.
name-only = { $name }.
exercises-left = { $number } exercises to go.
props = You need { $props }.
props-more = { $one }, { $other }
props-and = { $one }, and { $other }

dose-hold = { $count ->
    [one] Hold once, for { $length }
   *[other] { $number } times, holding for { $length }
}
dose-breaths = { $count ->
    [one] For one slow breath
   *[other] For { $number } slow breaths
}
dose-reps-breaths = { $reps } times, holding for { $count ->
    [one] one slow breath
   *[other] { $number } slow breaths
}
dose-reps = { $count ->
    [one] One repetition
   *[other] { $number } repetitions
}
dose-open = As many as good form allows, up to { $number }
dose-open-hold = As many as good form allows, up to { $number }, holding each for { $length }
dose-open-breaths = As many as good form allows, up to { $reps }, holding each for { $count ->
    [one] one slow breath
   *[other] { $number } slow breaths
}
dose-time = For { $length }
dose-each = { $dose }, on each side
dose-turn = { $dose }, on each side in turn
dose-time-turn = For { $length }, changing sides all the time
dose-sides = On the left side: { $left }. On the right side: { $right }
dose-sets = { $dose }. { $number } sets
dose-again = As before.
dose-whole = { $dose }.
open-rule = When you cannot keep good form, stop and rest.

## Moving from one position to the next ($start: start, standing, kneeling, floor, bench, bar)

move-standing = { $start ->
    [start] Start by standing up tall.
    [kneeling] Stand up slowly. Use your hands if that helps.
    [floor] Now we stand up. Roll onto your side, push yourself up with your hands, and come to standing slowly.
   *[other] Come to standing.
}
move-sitting = { $start ->
    [floor] Sit up slowly, over your side.
   *[other] Sit down.
}
move-kneeling = { $start ->
    [floor] Come up to kneeling slowly.
    [kneeling] Come up to kneel on both knees.
   *[other] Come down to kneeling.
}
move-half-kneeling = { $start ->
    [floor] Come up to kneeling slowly. You will kneel on one knee.
    [kneeling] Come up to kneel on one knee.
   *[other] Come down to kneel on one knee.
}
move-hands-and-knees = { $start ->
    [floor] Roll over, and come up onto your hands and knees.
    [kneeling] Come onto your hands and knees.
   *[other] Come down slowly onto your hands and knees.
}
move-on-the-back = { $start ->
    [floor] Roll onto your back.
    [kneeling] Come down onto your side, and roll onto your back.
   *[other] Come down to the floor slowly, over your knees and your side, and lie on your back.
}
# Which side to lie on is the exercise's own to say, right after.
move-on-the-side = { $start ->
    [floor] This one is done lying on your side.
    [kneeling] Come down to lie on your side.
   *[other] Come down to the floor slowly, over your knees. This one is done lying on your side.
}
move-face-down = { $start ->
    [floor] Roll onto your stomach.
    [kneeling] Come down to lie on your stomach.
   *[other] Come down to the floor slowly, over your knees, and lie on your stomach.
}
move-over-a-bench = { $start ->
    [floor] Get up slowly, and come to your bench.
   *[other] Come to your bench.
}
move-hanging = { $start ->
    [floor] Now we stand up. Roll onto your side, push yourself up with your hands, and come to your bar.
   *[other] Come to your bar.
}
take-your-time = Take your time.

# Out of a position, to rest close to it: after pain.
way-out = { $position ->
    [standing] Stand still, and let your arms hang. Hold on to something if that helps.
    [sitting] Sit still, and lean back if you can.
    [kneeling] Sit back on your heels, or lie down on your side.
    [half-kneeling] Put both hands on the floor, and bring both knees down.
    [hands-and-knees] Lower yourself onto your side, and draw your knees up a little.
    [on-the-back] Lower everything to the floor, with your knees bent and your feet flat.
    [on-the-side] Lower everything to the floor, and draw your knees up a little.
    [face-down] Lower everything to the floor, and rest your head on your hands.
    [over-a-bench] Put your feet on the floor, and rest your weight on the bench.
   *[hanging] Put your feet on the floor, and let go of the bar.
}
# Back into it, after a pause.
back-into = { $position ->
    [standing] Stand up tall again.
    [sitting] Sit down again.
    [kneeling] Come back to kneeling.
    [half-kneeling] Come back to kneel on one knee.
    [hands-and-knees] Come back onto your hands and knees.
    [on-the-back] Come back down onto your back.
    [on-the-side] Come back down onto the floor.
    [face-down] Come back down onto your stomach.
    [over-a-bench] Come back to your bench.
   *[hanging] Come back to your bar.
}

## During an exercise

side-left = Left side.
side-right = Right side.
side-first = { $side } side first.
side-go = { $side } side. { $go }
left = left
right = right
set-of = Set { $number } of { $sets }.
set-last = Last set.
rep-of = { $number } of { $reps }.
rep-last = Last one.
ready = Ready.
begin = Begin.
hold = hold
hold-for = for { $length }
release = and relax
release-breath = and let go
stop = and stop
return = and back
halfway = halfway
time-left = { $length } to go
time-so-far = { $length } done
time-done = { $done } done, { $left } to go
breathe-in = breathe in
breathe-out = and out
breath-last = last one

## Between

rest-for = Rest for { $length }.
rest-short = Rest.
rest-next-set = Set { $number } comes next.
rest-last-set = The last set comes next.
get-ready = Get ready.
move-back = Now we are back on the { $side } side.
switch = Switch sides. Now the { $side } side.
wait-for = { $prompt } We go on in { $length }.

## Numbers

number-0 = zero
number-1 = one
number-2 = two
number-3 = three
number-4 = four
number-5 = five
number-6 = six
number-7 = seven
number-8 = eight
number-9 = nine
number-10 = ten
number-11 = eleven
number-12 = twelve
number-13 = thirteen
number-14 = fourteen
number-15 = fifteen
number-16 = sixteen
number-17 = seventeen
number-18 = eighteen
number-19 = nineteen
number-20 = twenty
number-21 = twenty-one
number-22 = twenty-two
number-23 = twenty-three
number-24 = twenty-four
number-25 = twenty-five
number-26 = twenty-six
number-27 = twenty-seven
number-28 = twenty-eight
number-29 = twenty-nine
number-30 = thirty
number-40 = forty
number-45 = forty-five
number-50 = fifty
number-60 = sixty
