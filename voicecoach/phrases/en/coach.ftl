# What the coach says in every session, in English.
#
# { $number } is a number as a word, if the list at the end has one, and in digits beyond; { NUMBER($number) } is always in
# digits. { $number -> [one] ... *[other] ... } chooses by the plurals of the language: [few] and [many] if it has them.
#
# Numbers, lengths of time and sides may have forms. A message asks for one with { SAY($length, form: "dative") }, and the
# message of that number, length or side finds it in $form: number-1 = { $form -> [feminine] eine *[other] ein }. The names
# of forms are yours, but for one: numbers that are counted aloud are asked for in the form "count". What fills a message
# has the form of that message, unless it asks for another.

## The session

welcome = Welcome to { $title }.
safety-notice = Before we begin. This is not medical advice. If your pain is more than minor, or follows an injury, see a doctor or a physiotherapist first.
# For a routine by the listener's own therapist.
safety-prescribed = Before we begin. This routine was written for you. Do it as you were shown, and ask the one who wrote it if anything feels wrong.
# The signs that the health services name for a back: once, in a first session, and on paper.
safety-signs = See a doctor at once if you notice numbness between your legs, new weakness in a leg, trouble with your bladder or your bowels, pain after a fall, or pain below the knee that grows.
safety-stop = { $exercises ->
    [one] Stop if it hurts, and rest.
   *[other] Stop if it hurts. Then rest until I name the next exercise.
} You may feel a stretch, but never push through pain. Keep breathing all the time.
# For a routine in which some exercise may hurt a little, as its author says.
safety-stop-allowed = Stop if it hurts, unless I say how much may hurt. You may feel a stretch, but never push through pain. Keep breathing all the time.
pain-allowed = This one may hurt a little: up to { $pain } of ten. Stop if it hurts more than that.
# Later sessions: $which is a number that goes round with the sessions, so that not every one begins and ends alike.
welcome-again = { $which ->
    [0] Good to have you back for { $title }.
    [1] Welcome back to { $title }.
    [2] Let us do { $title } again.
   *[3] Time for { $title }.
}
safety-short = Stop if it hurts, and keep breathing all the time.
safety-short-allowed = Stop if it hurts, unless I say how much may hurt, and keep breathing all the time.
close-again = { $which ->
    [0] That is all for today. Well done.
    [1] Done for today. Thank you for coming back.
    [2] That was the last one. Take a moment before you move on.
   *[3] Well done. That is one more session behind you.
}
overview = { $what }, { $total } in all{ $waits ->
    [true] , with the pauses.
   *[other] .
}
overview-only = This takes { $total }{ $waits ->
    [true] , with the pauses.
   *[other] .
}
overview-exercises = { $exercises ->
    [one] one exercise
   *[other] { $exercises } exercises
}
overview-rounds = { $rounds } rounds of { $what }
overview-warm-up = a warm-up and { $what }
overview-warm = a warm-up
props-ready = Get up slowly, from your side if you are lying, and have this ready near your mat: { $props }.
# For furniture, which stays where it is.
props-stay = You will need { $props }. Leave it where it is. Get up slowly, from your side if you are lying, and lay your mat in front of it.
# For what is carried, after the sentence above.
props-ready-too = Have this ready near your mat too: { $props }.
go-on-in = We go on in { $length }.
# $often is one of the two below it: "twice a day".
close-often = Do this { $often }.
often = { $number ->
    [1] once
    [2] twice
   *[other] { $number } times
} { $unit }
often-range = { $number } to { $most } times { $unit }
often-day = a day
often-week = a week
close-title = Close
close = That was the last exercise. Well done.
# Of a session without exercises.
close-only = That is all. Well done.

## Lengths of time

seconds = { $number ->
    [one] one second
   *[other] { $number } seconds
}
minutes = { $number ->
    [one] one minute
   *[other] { $number } minutes
}
minutes-and-half = { $number ->
    [one] one and a half minutes
   *[other] { $number } and a half minutes
}
minutes-and-seconds = { $minutes } and { $seconds }
hours = { $number ->
    [one] one hour
   *[other] { $number } hours
}
hours-and-minutes = { $hours } and { $minutes }

## Before an exercise

name-warm-up = First, the warm-up: { $name }.
name-starts = We start with this: { $name }.
name-first = First exercise: { $name }.
name-next = Next: { $name }.
name-last = Last exercise: { $name }.
name-again = Once more: { $name }.
name-only = { $name }.
# For somebody who knows the exercise: the position is in the name if nobody has to move.
name-position = { $name }, { $where }
name-new = New for you: { $name }.
settle = Set yourself up.
more-reps = { $number ->
    [one] That is one more than { $when ->
        [yesterday] yesterday
        [week] last week
       *[time] last time
    }.
   *[other] That is { $number } more than { $when ->
        [yesterday] yesterday
        [week] last week
       *[time] last time
    }.
}
longer-hold = { $length } longer than { $when ->
    [yesterday] yesterday
    [week] last week
   *[time] last time
}.
more-of-it = That is a little more than { $when ->
    [yesterday] yesterday
    [week] last week
   *[time] last time
}.
less-of-it = That is a little less than { $when ->
    [yesterday] yesterday
    [week] last week
   *[time] last time
}.
# It hurt the last time, and its level has fallen since.
less-after-pain = That is a little less than before it hurt.
# Exercises that would be done else: on a sore day, in another position, or in a session of a length.
left-this-time = Left out this time: { $exercises }.
left-this-time-many = { $number } exercises are left out this time.
exercises-left = { $number } exercises to go.
props-more = { $one }, { $other }
props-and = { $one }, and { $other }

# These begin a sentence or go on with one: the coach gives the first a capital.
dose-hold = { $number ->
    [one] hold once, for { $length }
   *[other] { $number } times, holding for { $length }
}
dose-breaths = { $number ->
    [one] for one slow breath
   *[other] for { $number } slow breaths
}
dose-breath-count = { $number ->
    [one] one breath
   *[other] { $number } breaths
}
# The pace of a breath in seconds, after what there is to do: "six breaths: in for four, hold for seven, out for eight".
dose-breath = { $dose }: in for { $into }, out for { $out }
dose-breath-held = { $dose }: in for { $into }, hold for { $held }, out for { $out }
# Where the second part is another breath in, as in a sigh.
dose-breath-again = { $dose }: in for { $into }, in again for { $held }, out for { $out }
dose-breath-again-empty = { $dose }: in for { $into }, in again for { $held }, out for { $out }, then wait for { $empty }
dose-breath-empty = { $dose }: in for { $into }, out for { $out }, then wait for { $empty }
dose-breath-held-empty = { $dose }: in for { $into }, hold for { $held }, out for { $out }, then wait for { $empty }
dose-reps-breaths = { $reps } times, holding for { $number ->
    [one] one slow breath
   *[other] { $number } slow breaths
}
dose-reps = { $number ->
    [one] one repetition
   *[other] { $number } repetitions
}
# Of sets that differ, the last of which has $last.
dose-reps-each = { $reps } { $last ->
    [one] repetition
   *[other] repetitions
}
dose-hold-each = { $reps } { $last ->
    [one] time
   *[other] times
}, holding for { $length }
dose-open = as many as good form allows, up to { $number }
dose-open-hold = as many as good form allows, up to { $number }, holding each for { $length }
dose-open-breaths = as many as good form allows, up to { $reps }, holding each for { $number ->
    [one] one slow breath
   *[other] { $number } slow breaths
}
dose-open-one-hold = as long as good form allows, up to { $length }
dose-open-one-breaths = as long as good form allows, up to { $number ->
    [one] one slow breath
   *[other] { $number } slow breaths
}
dose-open-time = as long as good form allows, up to { $length }
dose-time = for { $length }
dose-each = { $dose }, on each side
dose-one-side = { $dose }, on the { $side } side
dose-turn = { $dose }, on each side in turn
dose-time-turn = for { $length }, changing sides all the time
# In the order in which they are done.
dose-sides = on the { $side } side: { $dose }. On the { $other } side: { $otherDose }
# Of one side, where the other has more sets or fewer.
dose-side-sets = { $sets }. In each, { $dose }
dose-sets = { $dose }. { $sets }
sets = { $number ->
    [one] one set
   *[other] { $number } sets
}
dose-tempo-2 = Each one: { $out } to get there, and { $back } back.
dose-tempo-3 = Each one: { $out } to get there, wait for { $held }, and { $back } back.
dose-tempo-pause = Each one: { $out } to get there, { $back } back, and pause for { $pause }.
dose-tempo-4 = Each one: { $out } to get there, wait for { $held }, { $back } back, and pause for { $pause }.
# What is lifted, pulled or carried, in the author's words: 5 kg, a red band.
dose-load = With { $load }.
dose-load-side = With { $load } on the { $side }.
dose-switch = Change sides after each set.
dose-effort = Effort: { $effort } of ten.
# Of sets that differ: "six, then four, then two".
dose-then = { $one }, then { $other }
dose-again = As before.
dose-whole = { $dose }.
open-rule = When you cannot keep good form, stop, and rest until I name the next exercise.

## Moving from one position to the next ($start: where the body is; start is before the first exercise)
# The side is in the words: $onto is "your left side" or "your left knee".

onto-side = your { $side } side
onto-a-side = your side
onto-knee = your { $side } knee
onto-a-knee = one knee
move-standing = { $start ->
    [start] Open your eyes, and stand up slowly. If you are lying down, first roll onto your side, and push up with your hands.
    [sitting] Stand up slowly. Push with your hands if that helps.
    [kneeling] Put one foot flat in front of you, push down on that thigh, and stand up slowly.
    [half-kneeling] Push down on your front thigh, and stand up slowly.
    [hands-and-knees] Bring one foot forward between your hands, push down on that thigh, and stand up slowly.
    [on-the-back] Now we stand up. Roll onto your side, and push yourself up with your hands until you kneel. Then put one foot forward, lean on that thigh or on a chair, and stand up slowly.
    [on-the-side] Now we stand up. Push yourself up with your hands until you kneel. Then put one foot forward, lean on that thigh or on a chair, and stand up slowly.
    [face-down] Now we stand up. Push yourself back onto your hands and knees. Then put one foot forward, lean on that thigh or on a chair, and stand up slowly.
    [over-a-bench] Put your hands on the bench, bring one foot forward, and stand up slowly.
    [hanging] Let go of the bar, and stand on the floor.
   *[standing] Stand comfortably.
}
move-sitting = { $start ->
    [start] Sit down now, slowly.
    [standing] Go to your seat, and sit down slowly.
    [kneeling] Get up slowly over one foot, and sit down.
    [half-kneeling] Push down on your front thigh, get up slowly, and sit down.
    [hands-and-knees] Bring one foot forward between your hands, get up slowly, and sit down.
    [on-the-back] Roll onto your side, push yourself up with your hands, and sit.
    [on-the-side] Push yourself up with your hands, and sit.
    [face-down] Push yourself back onto your hands and knees, get up slowly, and sit.
    [over-a-bench] Put both feet on the floor, push yourself up with your hands, and sit down.
    [hanging] Let go of the bar, and sit down.
   *[sitting] Sit comfortably.
}
move-kneeling = { $start ->
    [start] Come to kneel now, slowly, on both knees.
    [standing] Come down slowly, one knee after the other, and kneel.
    [sitting] Come down from your seat slowly, one knee after the other, and kneel.
    [half-kneeling] Bring your front foot back, and kneel on both knees.
    [hands-and-knees] Walk your hands back, and kneel upright.
    [on-the-back] Roll onto your side, push yourself up with your hands, and kneel.
    [on-the-side] Push yourself up with your hands, and kneel.
    [face-down] Push yourself back onto your hands and knees, and kneel upright.
    [over-a-bench] Put both feet on the floor, come off the bench slowly, and kneel.
    [hanging] Let go of the bar, come down slowly, and kneel.
   *[kneeling] Kneel upright.
}
move-half-kneeling = { $start ->
    [start] Come to kneel now, slowly, on { $onto }.
    [standing] Hold on to something firm, and kneel slowly on { $onto }.
    [sitting] Come down from your seat slowly, and kneel on { $onto }.
    [kneeling] Stay on { $onto }, and bring the other foot forward.
    [hands-and-knees] Walk your hands back, and kneel on { $onto } with the other foot in front.
    [on-the-back] Roll onto your side, push yourself up with your hands, and kneel on { $onto }.
    [on-the-side] Push yourself up with your hands, and kneel on { $onto }.
    [face-down] Push yourself back onto your hands and knees, and kneel on { $onto }.
    [over-a-bench] Put both feet on the floor, come off the bench slowly, and kneel on { $onto }.
    [hanging] Let go of the bar, come down slowly, and kneel on { $onto }.
   *[half-kneeling] Hold on to something firm, and bring both knees down. Then kneel on { $onto }.
}
move-hands-and-knees = { $start ->
    [start] Come down slowly now, onto your hands and knees.
    [standing] Kneel down slowly, and come onto your hands and knees.
    [sitting] Come down from your seat slowly, onto your hands and knees.
    [kneeling] Put your hands on the floor in front of you, and come onto your hands and knees.
    [half-kneeling] Put your hands on the floor, bring your front foot back, and come onto your hands and knees.
    [on-the-back] Roll onto your side, and push yourself up onto your hands and knees.
    [on-the-side] Push yourself up onto your hands and knees.
    [face-down] Push yourself back onto your hands and knees.
    [over-a-bench] Put both feet on the floor, come off the bench slowly, and come onto your hands and knees.
    [hanging] Let go of the bar, kneel down slowly, and come onto your hands and knees.
   *[hands-and-knees] Stay on your hands and knees.
}
move-on-the-back = { $start ->
    [start] Come down to the floor slowly now. Kneel first, lie down on your side, then roll onto your back.
    [standing] Come down to your mat slowly, with a hand on something firm. Kneel first, lie down on your side, then roll onto your back.
    [sitting] Come down to the floor slowly. Kneel first, lie down on your side, then roll onto your back.
    [kneeling] Put your hands on the floor, lie down on your side, then roll onto your back.
    [half-kneeling] Put your hands on the floor, lie down on your side, then roll onto your back.
    [hands-and-knees] Lower yourself onto your side, then roll onto your back.
    [on-the-side] Roll onto your back.
    [face-down] Roll onto your side, then onto your back.
    [over-a-bench] Put both feet on the floor, and come off the bench slowly. Kneel, lie down on your side, then roll onto your back.
    [hanging] Let go of the bar, and come down to the floor slowly. Kneel first, lie down on your side, then roll onto your back.
   *[on-the-back] Stay on your back.
}
move-on-the-side = { $start ->
    [start] Come down to the floor slowly now. Kneel first, then lie down on { $onto }.
    [standing] Come down to your mat slowly, with a hand on something firm. Kneel first, then lie down on { $onto }.
    [sitting] Come down to the floor slowly. Kneel first, then lie down on { $onto }.
    [kneeling] Put your hands on the floor, and lie down on { $onto }.
    [half-kneeling] Put your hands on the floor, and lie down on { $onto }.
    [hands-and-knees] Lower yourself slowly onto { $onto }.
    [on-the-back] Roll slowly onto { $onto }.
    [face-down] Roll slowly onto { $onto }.
    [over-a-bench] Put both feet on the floor, and come off the bench slowly. Kneel, then lie down on { $onto }.
    [hanging] Let go of the bar, and come down to the floor slowly. Kneel first, then lie down on { $onto }.
   *[on-the-side] Roll over slowly, and lie on { $onto }.
}
move-face-down = { $start ->
    [start] Come down to the floor slowly now. Kneel first, then lie down on your stomach.
    [standing] Come down to your mat slowly, with a hand on something firm. Kneel first, then lie down on your stomach.
    [sitting] Come down to the floor slowly. Kneel first, then lie down on your stomach.
    [kneeling] Put your hands on the floor, and lower yourself onto your stomach.
    [half-kneeling] Put your hands on the floor. Bring your front foot back. Then lower yourself slowly onto your stomach.
    [hands-and-knees] Lower yourself slowly onto your stomach.
    [on-the-back] Roll onto your side, then onto your stomach.
    [on-the-side] Roll onto your stomach.
    [over-a-bench] Put both feet on the floor, and come off the bench slowly. Kneel, then lie down on your stomach.
    [hanging] Let go of the bar, and come down to the floor slowly. Kneel first, then lie down on your stomach.
   *[face-down] Stay on your stomach.
}
move-over-a-bench = { $start ->
    [start] Come to the end of your bench now.
    [standing] Come to the end of your bench.
    [sitting] Stand up slowly, and come to the end of your bench.
    [kneeling] Put one foot forward, stand up slowly, and come to the end of your bench.
    [half-kneeling] Push down on your front thigh, stand up slowly, and come to the end of your bench.
    [hands-and-knees] Bring one foot forward between your hands, stand up slowly, and come to the end of your bench.
    [on-the-back] Roll onto your side, and push yourself up with your hands until you kneel. Then stand up slowly, and come to the end of your bench.
    [on-the-side] Push yourself up with your hands until you kneel. Then stand up slowly, and come to the end of your bench.
    [face-down] Push yourself back onto your hands and knees. Then stand up slowly, and come to the end of your bench.
    [hanging] Let go of the bar, and come to the end of your bench.
   *[over-a-bench] Stay over your bench.
}
move-hanging = { $start ->
    [start] Go to your bar now.
    [standing] Go to your bar.
    [sitting] Stand up slowly, and go to your bar.
    [kneeling] Put one foot forward, stand up slowly, and go to your bar.
    [half-kneeling] Push down on your front thigh, stand up slowly, and go to your bar.
    [hands-and-knees] Bring one foot forward between your hands, stand up slowly, and go to your bar.
    [on-the-back] Roll onto your side, and push yourself up with your hands until you kneel. Then stand up slowly, and go to your bar.
    [on-the-side] Push yourself up with your hands until you kneel. Then stand up slowly, and go to your bar.
    [face-down] Push yourself back onto your hands and knees. Then stand up slowly, and go to your bar.
    [over-a-bench] Put your hands on the bench, bring one foot forward, stand up slowly, and go to your bar.
   *[hanging] Stay at your bar.
}
# For somebody who knows the way by heart; the time for it is the same. $start is as above; $lying is true on the floor.
move-known = { $position ->
    [standing] { $start ->
        [on-the-side] Push up with your hands, and stand up slowly.
       *[other] { $lying ->
            [true] Roll onto your side, push up with your hands, and stand up slowly.
           *[false] Stand up slowly.
        }
    }
    [sitting] Sit down slowly.
    [kneeling] Kneel slowly.
    [half-kneeling] { $start ->
        [half-kneeling] Hold on, bring both knees down, and kneel on { $onto }.
       *[other] Hold on, and kneel on { $onto }, slowly.
    }
    [hands-and-knees] Come onto your hands and knees, slowly.
    [on-the-back] { $lying ->
        [true] Roll onto your back, slowly.
       *[false] Lie down on your back, slowly.
    }
    [on-the-side] { $lying ->
        [true] Roll onto { $onto }, slowly.
       *[false] Lie down on { $onto }, slowly.
    }
    [face-down] { $lying ->
        [true] Roll onto your stomach, slowly.
       *[false] Lie down on your stomach, slowly.
    }
    [over-a-bench] { $lying ->
        [true] Roll onto your side, push up with your hands, stand up slowly, and go to your bench.
       *[false] Go to your bench, slowly.
    }
   *[hanging] { $lying ->
        [true] Roll onto your side, push up with your hands, stand up slowly, and go to your bar.
       *[false] Go to your bar, slowly.
    }
}
take-your-time = Take your time.
steady = Stand still until your head is clear.

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
    [half-kneeling] Come back to kneel on { $onto }.
    [hands-and-knees] Come back onto your hands and knees.
    [on-the-back] Come back down onto your back.
    [on-the-side] Lie down on { $onto } again.
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
round-of = Round { $number } of { $rounds }.
round-last = Last round.
# Where nobody knows how many there will be.
round-number = Round { $number }.
minute-of = Minute { $number } of { $rounds }.
minute-last = Last minute.
set-of = Set { $number } of { $sets }.
set-last = Last set.
rep-of = { $number } of { $reps }.
rep-last = Last one.
rep-of-side = On the { $side }, { $number } of { $reps }.
rep-side = On the { $side }, { $number }.
rep-last-side = Last on the { $side }.
begin = Begin.
hold = hold
# In a repetition at a tempo, for the moment between the way there and the way back.
stay = and wait
stay-short = wait
hold-for = Then hold for { $length }.
release = and relax
release-breath = and let go
# After breathing to a count, when there is nothing to let go of.
release-breathing = and breathe as you like
stop = and stop
return = come back
halfway = halfway
time-left = { $length } to go
time-so-far = { $length } done
time-done = { $done } done, { $left } to go
breathe-in = breathe in
breathe-out = breathe out
breath-hold = hold
breath-empty = and wait
breath-last = one more breath

## Between

# What goes by the clock, before its first start. $times is the number of intervals in words.
clock-minutes = { $number ->
    [one] One minute.
   *[other] { $times } minutes, and you begin again at the start of each. What is left of a minute is rest.
}
clock-every = { $number ->
    [one] One round, in { $length }.
   *[other] { $times } rounds of { $length } each. What is left of that time is rest.
}
clock-for = As many rounds as you can in { $length }.
time-over = Time is up.
# Before strict intervals, in which there is no time to explain.
briefing = Listen to all exercises first, then we go without a stop.
rest-for = Rest for { $length }.
rest-short = Rest.
# Where and how to rest, once in an exercise; $position is that of the set.
rest-how = { $position ->
    [standing] Stand comfortably, or walk about a little.
    [sitting] Sit comfortably.
    [kneeling] Sit back, or put your hands on the floor.
    [half-kneeling] Put both hands on the floor, if that is easier.
    [hands-and-knees] Rest as you are, or sit back toward your heels.
    [on-the-back] Rest as you are, and let everything go loose.
    [on-the-side] Rest as you are, or lay your head on your arm.
    [face-down] Rest as you are, or lie flat with your head on your hands.
    [over-a-bench] Put your knees down, and let the bench carry you.
   *[hanging] Put your feet down, and shake out your arms.
}
rest-back = Come back into position.
rest-next-set = Set { $number } comes next.
rest-next-load = Set { $number } comes next, with { $load }.
rest-last-load = The last set comes next, with { $load }.
rest-last-set = The last set comes next.
get-ready = Get ready.
rest-ends = We go on in a moment.
rest-next = Next comes { $name }, { $where }.
in-position = { $position ->
    [standing] standing
    [sitting] sitting
    [kneeling] kneeling
    [half-kneeling] kneeling on one knee
    [hands-and-knees] on hands and knees
    [on-the-back] on your back
    [on-the-side] on your side
    [face-down] on your stomach
    [over-a-bench] at your bench
   *[hanging] at your bar
}
switch = Now the { $side } side.
wait-for = { $prompt } We go on in { $length }.

## Numbers

# Between the whole and the rest of a number in digits: 1.5.
decimal-mark = .

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
