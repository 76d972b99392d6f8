# What is written in files beside the sound: handouts, the page that plays, the tags of sound files, pictures.
# $title, $props, $length and such are finished texts; a length here is a clock time: 12:05.

## Everywhere

list-more = { $one }, { $other }
chapter-set = Set { NUMBER($set) }
chapter-round = { $title }, round { NUMBER($round) }
chapter-side = { $side } side
chapter-set-side = Set { NUMBER($set) }, { $side } side
tag-genre = Exercise

## As it is written
#
# A message written-NAME is read where NAME is heard; on paper numbers are in digits anyway.

written-seconds = { $number ->
    [one] 1 second
   *[other] { NUMBER($number) } seconds
}
written-minutes = { $number ->
    [one] 1 minute
   *[other] { NUMBER($number) } minutes
}
written-minutes-and-half = { NUMBER($number) }½ minutes
written-minutes-and-seconds = { $minutes } { $seconds }
written-hours = { $number ->
    [one] 1 hour
   *[other] { NUMBER($number) } hours
}
written-hours-and-minutes = { $hours } { $minutes }
written-sets = { $number ->
    [one] 1 set
   *[other] { NUMBER($number) } sets
}
written-dose-hold = { $number ->
    [one] hold once, for { $length }
   *[other] { $number } times, holding each for { $length }
}
written-dose-hold-each = { $reps } { $last ->
    [one] time
   *[other] times
}, holding each for { $length }
written-dose-reps = { $number ->
    [one] 1 repetition
   *[other] { $number } repetitions
}
written-dose-time = { $length }
written-dose-sets = { $sets }: { $dose }
written-dose-side-sets = { $sets }: { $dose }
written-dose-sides = { $side } side: { $dose }; { $other } side: { $otherDose }
written-dose-effort = Effort: { $effort } of 10.
written-dose-load = Load: { $load }.
written-pain-allowed = This one may hurt a little: up to { $pain } of 10. Stop if it hurts more than that.

## The handout

paper-length = Time:
paper-about-length = about { $length }
paper-for = For:
paper-from = From:
paper-date = Date:
paper-often = How often:
paper-props = You need:
paper-safety = Safety first
paper-exercises = Exercises
paper-start = Start:
paper-remember = Remember:
paper-care = Take care:
paper-too-hard = Too hard today? Do this instead: { $easier }.
paper-as-before = Do it as number { NUMBER($number) }.
paper-rounds = Do this in { $rounds ->
    [one] 1 round
   *[other] { $rounds } rounds
}
paper-repeat = Do this { $times ->
    [one] once
   *[other] { $times } times
}
paper-every = Do this { $times ->
    [one] once, within { $length }
   *[other] { $times } times, with { $length } from one start to the next
}
paper-every-rest = What is left of the time is rest.
paper-as-many = Do as many rounds of this as you can in { $length }
paper-rest = Rest for { $length }.
paper-pause = Stay quiet for { $length }.
paper-wait = { $prompt } Then go on.
paper-rest-rounds = Rest for { $length } between rounds.
paper-rest-sets = Rest for { $length } between sets.
paper-rest-reps = Rest for { $length } between repetitions.
# The words of each phase of a tempo, and what is done in each repetition if they differ.
paper-phase = { $words } ({ $length })
paper-phases = Each one: { $phases }.
paper-repetition = Repetition { NUMBER($number) }: { $go }
paper-on-side = { $side } side: { $what }
# A picture for somebody who cannot see it, if its author says nothing else.
paper-picture = { $name }. { $about }
paper-other-side = Then do the same on the other side.
paper-close = At the end:
paper-page = Page { $page } of { $pages }
# The table of days: one box for each time that the routine is done.
paper-ticks = Tick it off
paper-ticks-often = Tick it off: { $often }
paper-week = Week { NUMBER($number) }
paper-days = Mon, Tue, Wed, Thu, Fri, Sat, Sun

paper-not-when-sore = Leave this one out on a sore day.
# $allowed is true if the pain of some exercise may grow a little, as the handout says there.
paper-notice = This is not medical advice. If your pain is more than minor, or follows an injury, see a doctor or a physiotherapist first. Stop any exercise that hurts{ $allowed ->
    [true] {" "}more than this page allows for it.
   *[false] .
}
paper-notice-prescribed = This routine was written for you. Do it as you were shown, and ask the one who wrote it if anything feels wrong. Stop any exercise that hurts{ $allowed ->
    [true] {" "}more than this page allows for it.
   *[false] .
}

paper-kind = { $kind ->
    [warm-up] Warm-up
    [mobilise] Mobility
    [stretch] Stretch
    [strengthen] Strength
    [cardio] Cardio
   *[breathe] Breathing
}
paper-position = { $position ->
    [standing] Standing
    [sitting] Sitting
    [kneeling] Kneeling
    [half-kneeling] Half kneeling
    [hands-and-knees] On hands and knees
    [on-the-back] Lying on the back
    [on-the-side] Lying on the side
    [face-down] Lying face down
    [over-a-bench] Over a bench
   *[hanging] Hanging from a bar
}

## The page that plays

# ltr, or rtl for a language that is written from the right.
page-direction = ltr
page-dark = Dark
page-large-print = Large print
page-no-script = Playing needs JavaScript. The words are below.
page-how = How each exercise is done
page-said = What is said
page-player = Player
page-back = Back
page-welcome = Welcome
page-place = Place in the session
page-place-now = { $time } of { $length }
page-play = Play
page-pause = Pause
page-next = Next
page-repeat = Repeat
page-cannot-play = This browser cannot play the sound in this page. Please try another one.
# On a site, where the sound is a file beside the page.
page-cannot-load = The sound could not be loaded. Check that you are online, and open this page again.
page-to-take = To take along
page-all-sessions = All your sessions
page-take-sound = The sound ({ $form })
page-take-handout = On paper (PDF)
page-take-words = What is said, as text
page-code-says = All your sessions, on your phone
page-another-length = This browser says that the session lasts { $said }, but it lasts { $length }. The voice and the marked words may not match.

## The picture of a session

plot-chapters = Chapters
plot-speech = Speech
plot-work = Hold or move
plot-breath = Breath
plot-rest = Rest
plot-left = Left side
plot-right = Right side
plot-minutes = minutes

## How it went, over weeks

progress-title = Progress, { $begin } to { $end }
progress-sum = { $count ->
        [one] { $sessions } session
       *[other] { $sessions } sessions
    }, { $minutes } minutes in all.
progress-kept = Of { $planned } planned sessions, { $kept } were done ({ $share } %).
progress-running = The last { $days } days in a row.
progress-minutes = minutes a week
progress-pain = pain, 0 to 10
progress-pain-before = before the session
progress-pain-after = after it
progress-effort = effort
progress-sessions = sessions a week
progress-planned = planned
progress-done = done
progress-exercise = Exercise
progress-times = Sessions
progress-first = At first
progress-last = Last
progress-last-day = Last done
progress-hurt = Hurt
progress-next = Next step
progress-next-after = { $gains } after { $count ->
        [one] 1 session
       *[other] { $sessions } sessions
    }
progress-next-top = top of its range
progress-next-not-asked = no answers last time
progress-next-fixed = none
progress-gain-reps = { $count ->
        [one] 1 more repetition
       *[other] { $by } more repetitions
    }
progress-gain-sets = { $count ->
        [one] 1 more set
       *[other] { $by } more sets
    }
progress-gain-breaths = { $count ->
        [one] 1 more breath
       *[other] { $by } more breaths
    }
progress-gain-hold = holds { $by } s longer
progress-gain-time = { $by } s longer
progress-next-note = Only sessions that go well count towards the next step.
progress-left-out = { $count ->
        [one] One more exercise is not shown here.
       *[other] { $number } more exercises are not shown here.
    }
progress-footer = Written by voicecoach on { $day }, from the diary on this person's own machine.
progress-nothing = Nothing was done in these weeks.
