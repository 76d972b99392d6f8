"""The metadata of every sound file: title, artist, album, track, date, comment, transcript."""

from __future__ import annotations

from voicecoach.export.captions import plain, spoken_text
from voicecoach.export.chapters import tag_title
from voicecoach.export.recording import Recording
from voicecoach.phrases import phrases_of

LONGEST_NOTE = 10_000
"""Characters of a description or a source in a tag."""


def common_tags(recording: Recording) -> dict[str, str]:
    """The tags that every format has, by FFmpeg's names; texts that are empty are left out."""
    publication, timeline = recording.publication, recording.timeline
    title = timeline.title
    if timeline.session > 1 and not publication.track:
        # In a library, two sessions of one routine are two titles.
        title = phrases_of(timeline.language).say("preview-session", title=title, session=timeline.session)
    tags = {
        "title": tag_title(title),
        "artist": tag_title(publication.artist),
        "date": publication.date,
        "genre": phrases_of(timeline.language).say("tag-genre"),
        # A whole session is an album of one track: else libraries put all that have none into one.
        "album": tag_title(publication.album or timeline.title),
        "album_artist": tag_title(publication.artist),
        "track": f"{publication.track}/{publication.tracks}" if publication.track else "1/1",
        # One meaning everywhere, and it is for a listener: the source of the routine is not a comment.
        "comment": plain(publication.description)[:LONGEST_NOTE],
        "source": plain(publication.source)[:LONGEST_NOTE],
        "lyrics": spoken_text(timeline),
    }
    return {name: value for name, value in tags.items() if value}


_CODES = (
    "aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul bi:bis"
    " bm:bam bn:ben bo:bod br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces cu:chu cv:chv cy:cym da:dan de:deu"
    " dv:div dz:dzo ee:ewe el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas ff:ful fi:fin fj:fij fo:fao fr:fra fy:fry"
    " ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat hu:hun hy:hye hz:her ia:ina"
    " id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:isl it:ita iu:iku ja:jpn jv:jav ka:kat kg:kon ki:kik kj:kua kk:kaz"
    " kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor ky:kir la:lat lb:ltz lg:lug li:lim ln:lin lo:lao"
    " lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya na:nau nb:nob nd:nde"
    " ne:nep ng:ndo nl:nld nn:nno no:nor nr:nbl nv:nav ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol"
    " ps:pus pt:por qu:que rm:roh rn:run ro:ron ru:rus rw:kin sa:san sc:srd sd:snd se:sme sg:sag si:sin sk:slk sl:slv"
    " sm:smo sn:sna so:som sq:sqi sr:srp ss:ssw st:sot su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk"
    " tl:tgl tn:tsn to:ton tr:tur ts:tso tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln"
    " wo:wol xh:xho yi:yid yo:yor za:zha zh:zho zu:zul"
)
"""The two letters of a language in ISO 639-1, and its three in ISO 639-2/T."""

_LANGUAGES = dict(pair.split(":") for pair in _CODES.split())


def three_letters(language: str) -> str:
    """The ISO 639-2 code of a BCP 47 tag; `und` for one that is not a language's."""
    first = language.split("-")[0].lower()
    return first if len(first) == 3 and first.isascii() and first.isalpha() else _LANGUAGES.get(first, "und")
