<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>slipway::BellButton</name>
        <message numerus="yes">
            <source>Notifications, %n new</source>
            <translation>
                <numerusform>Notifications, %n new</numerusform>
                <numerusform>Notifications, %n new</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::ChartCard</name>
        <message numerus="yes">
            <source>%Ln runs</source>
            <translation>
                <numerusform>%Ln run</numerusform>
                <numerusform>%Ln runs</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::LogPanel</name>
        <message numerus="yes">
            <source>%Ln lines · %1 · %2</source>
            <translation>
                <numerusform>%Ln line · %1 · %2</numerusform>
                <numerusform>%Ln lines · %1 · %2</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln lines…</source>
            <translation>
                <numerusform>%Ln line…</numerusform>
                <numerusform>%Ln lines…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln lines</source>
            <translation>
                <numerusform>%Ln line</numerusform>
                <numerusform>%Ln lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::LogView</name>
        <message numerus="yes">
            <source>%Ln lines</source>
            <translation>
                <numerusform>%Ln line</numerusform>
                <numerusform>%Ln lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::MainWindow</name>
        <message numerus="yes">
            <source>%1: %n GPUs free</source>
            <translation>
                <numerusform>%1: %n GPU free</numerusform>
                <numerusform>%1: %n GPUs free</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>slipway::NavButton</name>
        <message numerus="yes">
            <source>%n entries</source>
            <translation>
                <numerusform>%n entry</numerusform>
                <numerusform>%n entries</numerusform>
            </translation>
        </message>
    </context>
</TS>
