# What is written in files beside the sound: handouts, the page that plays, the tags of sound files, pictures.
# $title, $props, $length and such are finished texts; a length here is a clock time: 12:05.

## Everywhere

list-more = { $one }, { $other }
chapter-set = Set { NUMBER($set) }
chapter-round = { $title }, round { NUMBER($round) }
chapter-side = { $side } side
chapter-set-side = Set { NUMBER($set) }, { $side } side
tag-genre = Exercise

## The handout

paper-length = Length:
paper-minutes = { $length } minutes
paper-for = For { $name }
paper-from = From { $name }
paper-date = Date: { $date }
paper-often = How often: { $often }
paper-props = You need:
paper-safety = Safety first
paper-safety-line = Safety first. { $notices }
paper-exercises = Exercises
paper-remember = Remember:
paper-care = Take care:
paper-easier = Easier:
paper-too-hard = Too hard today? Do this instead: { $easier }.
paper-rounds = { $rounds ->
    [one] One round.
   *[other] In { $rounds } rounds.
}
paper-every = { $times ->
    [one] Once, within { $length }.
   *[other] { $times } times, with { $length } from one start to the next.
}
paper-as-many = As many rounds as you can in { $length }.
paper-rest-rounds = Rest for { $length } between rounds.
paper-rest-sets = Rest for { $length } between sets.
paper-rest-reps = Rest for { $length } between repetitions.
paper-other-side = Then do the same on the other side.

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
page-play = Play
page-pause = Pause
page-next = Next
page-repeat = Repeat
page-cannot-play = This browser cannot play the sound in this page. Please try another one.
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
