# What a screen shows: the preview of a session, and the display while it runs.
# $title, $exercise, $side and such are finished texts; $length is a clock time: 12:05.

## In both

on-side = { $side } side
sides-in-turn = sides in turn
in-set = set { NUMBER($set) }
short-seconds = { NUMBER($seconds) } s

## The preview

preview-head = { $title }   { $length } in all, spoken by { $voice }
preview-session = { $title }, session { NUMBER($session) }
preview-end = The end.
preview-work = work
preview-switch = switch
preview-reps = { NUMBER($reps) } repetitions
preview-wait = wait { $length }: { $prompt }
# What the person does meanwhile.
preview-hold = hold
preview-rep = move
preview-breath = breathe
preview-time = keep going
preview-rest = rest
preview-move = change position

## The display

screen-paused = PAUSED - { $press } goes on
screen-waiting = waiting for you - { $press } goes on
screen-seconds = { $seconds ->
    [one] second
   *[other] seconds
}
screen-help = { $press } shows the keys
screen-help-back = { $press } hides the keys
screen-keys = Keys: { $keys }.
screen-no-key = “{ $press }” does nothing here. { $help } shows the keys.
# Below the number of the repetition, in figures as high as the window.
screen-rep = repetition
# A line for a screen reader: what is said at the start of a repetition, and which it is.
plain-rep = { $words } ({ NUMBER($rep) } of { NUMBER($reps) })
screen-of = of { NUMBER($reps) }
screen-set-of = set { NUMBER($set) } of { NUMBER($sets) }
screen-round-of = round { NUMBER($round) } of { NUMBER($rounds) }
screen-next = Next: { $exercise }
screen-left = { $length } left
screen-window = { $role ->
    [hold] hold
    [rep] move
    [breath] breathe
    [time] keep going
    [rest] rest
    [move] change position
    [ready] get ready
   *[other] wait
}

# What happens, a line each.
state-paused = Paused.
state-going-on = Going on.
state-hurt = { $exercise }: it hurts.
state-device-lost = The sound device went away. The session waits for it; q ends.
state-device-back = The sound is back ({ $device }).
state-may-sleep = This machine may fall asleep during the session ({ $why }).
state-stood-still = The computer was asleep or stood still for { $length }.
state-pedal-here = Listening to { $device }.
state-pedal-back = { $device } is back.
state-pedal-gone = { $device } went away. The session goes on, and listens to it again when it is back.
state-pedal-no-key = { $device }: “{ $press }” does nothing yet. To give it a meaning: voicecoach settings set key-done { $press }
state-pedal-missing = There is no pedal called “{ $device }” yet. The session takes it when it comes.
state-pedal-refused = { $device } may not be read. voicecoach doctor shows the command that allows it.
state-pedal-busy = { $device } is used by another program, so its keys do nothing here.
state-pedal-keyboard = { $device } is a keyboard that you need, so it is not taken as a pedal.
state-unspoken = Could not be spoken: { $text }

# The keys, and what they do in two or three words.
key-space = space
key-enter = enter
key-backspace = backspace
key-left = left
key-right = right
key-up = up
key-down = down
key-pageup = pageup
key-pagedown = pagedown
key-ctrl-c = ctrl-c
key-tab = tab
key-escape = escape
control-toggle = pause, go on
control-press = the one button
control-press-pause = pause
control-press-play = go on
control-pause = pause
control-resume = go on
control-done = done
control-next = next exercise
control-previous = previous
control-repeat-set = this set again
control-repeat-words = what was that?
control-undo = take that back
control-longer = ten seconds more
control-hurt = that hurts
control-easier = easier
control-harder = harder
control-explain = explain it
control-slower = slower
control-faster = faster
control-louder = louder
control-softer = softer
control-how-long = how much longer?
control-help = these keys
control-quit = stop here

## After a session

session-done = { $title }: { NUMBER($minutes) } min, { $sets ->
    [one] { NUMBER($sets) } set
   *[other] { NUMBER($sets) } sets
} done.
session-hurt = It hurt at: { $exercises }. Rest it today; if it does not settle, ask your physiotherapist.
session-kept = Your place is kept: { $command }

## How a session differs from its routine as it is written

adapted-fit = Fitted to { $length }: amounts at { NUMBER($amounts) } %, sets at { NUMBER($sets) } % and rests at { NUMBER($rests) } % of their ranges.
adapted-day = { $day ->
    [flare] For a sore day: the low end of every range, easier exercises and longer rests.
   *[strong] For a strong day: the high end of every range, and harder exercises.
}
adapted-left = Left out: { $exercises }.
adapted-left-sore = Left out on a sore day: { $exercises }.
adapted-left-position = Left out, as they begin in another position: { $exercises }.
adapted-left-out = Left out, as there is no time for it: { $exercises }.
adapted-added = Added, as there is time for it: { $exercises }.
# $talk is a word of --talk: short, counts.
adapted-talk = Less is said, as --talk { $talk } has it.
