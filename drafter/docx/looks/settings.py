"""What the settings of a file may say without changing how its text is shown: by name, each with why."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from drafter.docx.looks.measures import points
from drafter.docx.parts.markup import W, is_on, value_of, w

_FARTHEST_TAB = 288.0  # points: half of the lines of a page

# ISO 29500-1, 17.15.1; 29500-4, 14.7.
_HARMLESS = {
    "how a window shows the file": "view zoom doNotDisplayPageBoundaries hideSpellingErrors "
    "hideGrammaticalErrors activeWritingStyle proofState formsDesign stylePaneFormatFilter "
    "stylePaneSortMethod showXMLTags doNotDemarcateInvalidXml alwaysShowPlaceholderText "
    "readModeInkLockDown showEnvelope revisionView doNotShadeFormData",
    "how programs save it, and what they keep for themselves": "removePersonalInformation removeDateAndTime "
    "embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData savePreviewPicture "
    "doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent saveXmlDataOnly useXSLTWhenSaving "
    "saveThroughXslt alwaysMergeEmptyNamespace rsids docVars attachedSchema schemaLibrary "
    "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade smartTagType doNotEmbedSmartTags "
    "summaryLength documentType",
    "what people may change in it": "writeProtection documentProtection autoFormatOverride styleLockTheme "
    "styleLockQFSet trackRevisions doNotTrackMoves doNotTrackFormatting",
    "what new text begins with": "attachedTemplate clickAndTypeStyle defaultTableStyle captions "
    "decimalSymbol listSeparator themeFontLang hdrShapeDefaults shapeDefaults mathPr",
    "where lines and pages end": "autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps "
    "noPunctuationKerning characterSpacingControl strictFirstAndLastChars noLineBreaksAfter "
    "noLineBreaksBefore mirrorMargins gutterAtTop alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter",
    "how drawings stand in their grid": "drawingGridHorizontalSpacing drawingGridVerticalSpacing "
    "displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
    "drawingGridHorizontalOrigin drawingGridVerticalOrigin",
    "how it is printed on sheets": "printFractionalCharacterWidth printTwoOnOne "
    "bookFoldPrinting bookFoldRevPrinting bookFoldPrintingSheets",
    "what fields will show is judged with each of them": "updateFields",
}
_JUDGED = {
    "on the ground of pages, its colours, headers and notes": "displayBackgroundShape clrSchemeMapping "
    "evenAndOddHeaders footnotePr endnotePr",
    "by its value": "defaultTabStop compat",
}
# How earlier programs set lines and pages (17.15.3): all words stay as they are, and in their order.
_OF_EARLIER = frozenset(
    """useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL noColumnBalance
    balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace
    doNotExpandShiftReturn spacingInWholePoints lineWrapLikeWord6 printColBlack wpSpaceWidth
    showBreaksInFrames subFontBySize suppressBottomSpacing suppressTopSpacing suppressSpacingAtTopOfPage
    suppressTopSpacingWP suppressSpBfAfterPgBrk swapBordersFacingPages convMailMergeEsc
    truncateFontHeightsLikeWP6 mwSmallCaps usePrinterMetrics doNotSuppressParagraphBorders wrapTrailSpaces
    footnoteLayoutLikeWW8 shapeLayoutLikeWW8 alignTablesRowByRow forgetLastTabAlignment
    adjustLineHeightInTable autoSpaceLikeWord95 noSpaceRaiseLower doNotUseHTMLParagraphAutoSpacing
    layoutRawTableWidth layoutTableRowsApart useWord97LineBreakRules doNotBreakWrappedTables
    doNotSnapToGridInCell selectFldWithFirstOrLastChar applyBreakingRules doNotWrapTextWithPunct
    doNotUseEastAsianBreakRules useWord2002TableStyleRules growAutofit useFELayout useNormalStyleForList
    doNotUseIndentAsNumberingTabStop useAltKinsokuLineBreakRules allowSpaceOfSameStyleInTable
    doNotSuppressIndentation doNotAutofitConstrainedTables autofitToFirstFixedWidthCell
    underlineTabInNumList displayHangulFixedWidth splitPgBreakAndParaMark doNotVertAlignCellWithSp
    doNotBreakConstrainedForcedTable doNotVertAlignInTxbx useAnsiKerningPairs cachedColBalance
    compatSetting""".split()
)
_OFF = ("0", "false", "off")
_KNOWN = frozenset(" ".join((*_HARMLESS.values(), *_JUDGED.values())).split())


def odd_settings(settings: etree._Element) -> tuple[str, ...]:
    """What is set for the whole file of which nobody knows that it leaves its text as it is, by name.

    What stands in other namespaces is for programs: of text it says nothing.
    """
    found = [name for one in settings if (name := _name(one)) and name not in _KNOWN]
    if (compat := settings.find(w.compat)) is not None:
        found += [name for one in compat if (name := _name(one)) and name not in _OF_EARLIER]
    if points(value_of(settings, "defaultTabStop")) > _FARTHEST_TAB:
        found.append("defaultTabStop")
    return tuple(dict.fromkeys(f"w:{name}" for name in found))


def hides_changes(settings: etree._Element) -> bool:
    """Whether Word opens a file without showing its tracked changes of words (ISO 29500-1, 17.15.1.69)."""
    view = settings.find(w.revisionView)
    return view is not None and any(view.get(w[name], "1") in _OFF for name in ("markup", "insDel"))


def said_twice(styles: etree._Element) -> tuple[str, ...]:
    """What styles say twice of paragraphs or of words, and each time otherwise, in words.

    The format has each once; of two, one program takes the first and another the last.

    Args:
        styles: The part that holds them.
    """
    found = []
    for style in styles.iter(w.style):
        for properties in style.iter(w.pPr, w.rPr):
            own = [one for one in properties if isinstance(one.tag, str)]
            said = Counter(tag for tag, _ in {(one.tag, etree.tostring(one, with_tail=False)) for one in own})
            twice = sorted(etree.QName(tag).localname for tag, count in said.items() if count > 1)
            found += [f"w:{one} twice in the style “{value_of(style, 'name')}”" for one in twice]
    return tuple(dict.fromkeys(found))


def _name(one: etree._Element) -> str:
    """The name of a setting that is on; of those in other namespaces nothing."""
    if not isinstance(one.tag, str) or not one.tag.startswith(f"{{{W}}}"):
        return ""
    return etree.QName(one).localname if is_on(one) else ""
