# RFC 5321 4.5.3.1.10
[settings] max_message_size=64KB
[settings] max_recipients=100
[settings] max_errors=5
[settings] max_line=1000
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C> RCPT TO:<r0@b.test>\r\nRCPT TO:<r1@b.test>\r\nRCPT TO:<r2@b.test>\r\nRCPT TO:<r3@b.test>\r\nRCPT TO:<r4@b.test>\r\nRCPT TO:<r5@b.test>\r\nRCPT TO:<r6@b.test>\r\nRCPT TO:<r7@b.test>\r\nRCPT TO:<r8@b.test>\r\nRCPT TO:<r9@b.test>\r\nRCPT TO:<r10@b.test>\r\nRCPT TO:<r11@b.test>\r\nRCPT TO:<r12@b.test>\r\nRCPT TO:<r13@b.test>\r\nRCPT TO:<r14@b.test>\r\nRCPT TO:<r15@b.test>\r\nRCPT TO:<r16@b.test>\r\nRCPT TO:<r17@b.test>\r\nRCPT TO:<r18@b.test>\r\nRCPT TO:<r19@b.test>\r\nRCPT TO:<r20@b.test>\r\nRCPT TO:<r21@b.test>\r\nRCPT TO:<r22@b.test>\r\nRCPT TO:<r23@b.test>\r\nRCPT TO:<r24@b.test>\r\nRCPT TO:<r25@b.test>\r\nRCPT TO:<r26@b.test>\r\nRCPT TO:<r27@b.test>\r\nRCPT TO:<r28@b.test>\r\nRCPT TO:<r29@b.test>\r\nRCPT TO:<r30@b.test>\r\nRCPT TO:<r31@b.test>\r\nRCPT TO:<r32@b.test>\r\nRCPT TO:<r33@b.test>\r\nRCPT TO:<r34@b.test>\r\nRCPT TO:<r35@b.test>\r\nRCPT TO:<r36@b.test>\r\nRCPT TO:<r37@b.test>\r\nRCPT TO:<r38@b.test>\r\nRCPT TO:<r39@b.test>\r\nRCPT TO:<r40@b.test>\r\nRCPT TO:<r41@b.test>\r\nRCPT TO:<r42@b.test>\r\nRCPT TO:<r43@b.test>\r\nRCPT TO:<r44@b.test>\r\nRCPT TO:<r45@b.test>\r\nRCPT TO:<r46@b.test>\r\nRCPT TO:<r47@b.test>\r\nRCPT TO:<r48@b.test>\r\nRCPT TO:<r49@b.test>\r\nRCPT TO:<r50@b.test>\r\nRCPT TO:<r51@b.test>\r\nRCPT TO:<r52@b.test>\r\nRCPT TO:<r53@b.test>\r\nRCPT TO:<r54@b.test>\r\nRCPT TO:<r55@b.test>\r\nRCPT TO:<r56@b.test>\r\nRCPT TO:<r57@b.test>\r\nRCPT TO:<r58@b.test>\r\nRCPT TO:<r59@b.test>\r\nRCPT TO:<r60@b.test>\r\nRCPT TO:<r61@b.test>\r\nRCPT TO:<r62@b.test>\r\nRCPT TO:<r63@b.test>\r\nRCPT TO:<r64@b.test>\r\nRCPT TO:<r65@b.test>\r\nRCPT TO:<r66@b.test>\r\nRCPT TO:<r67@b.test>\r\nRCPT TO:<r68@b.test>\r\nRCPT TO:<r69@b.test>\r\nRCPT TO:<r70@b.test>\r\nRCPT TO:<r71@b.test>\r\nRCPT TO:<r72@b.test>\r\nRCPT TO:<r73@b.test>\r\nRCPT TO:<r74@b.test>\r\nRCPT TO:<r75@b.test>\r\nRCPT TO:<r76@b.test>\r\nRCPT TO:<r77@b.test>\r\nRCPT TO:<r78@b.test>\r\nRCPT TO:<r79@b.test>\r\nRCPT TO:<r80@b.test>\r\nRCPT TO:<r81@b.test>\r\nRCPT TO:<r82@b.test>\r\nRCPT TO:<r83@b.test>\r\nRCPT TO:<r84@b.test>\r\nRCPT TO:<r85@b.test>\r\nRCPT TO:<r86@b.test>\r\nRCPT TO:<r87@b.test>\r\nRCPT TO:<r88@b.test>\r\nRCPT TO:<r89@b.test>\r\nRCPT TO:<r90@b.test>\r\nRCPT TO:<r91@b.test>\r\nRCPT TO:<r92@b.test>\r\nRCPT TO:<r93@b.test>\r\nRCPT TO:<r94@b.test>\r\nRCPT TO:<r95@b.test>\r\nRCPT TO:<r96@b.test>\r\nRCPT TO:<r97@b.test>\r\nRCPT TO:<r98@b.test>\r\nRCPT TO:<r99@b.test>\r\nRCPT TO:<r100@b.test>\r\nRCPT TO:<r101@b.test>\r\n
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: 250 2.1.5 Recipient ok
S: /452 4\.5\.3 .*/
S: /452 4\.5\.3 .*/
C: DATA
S: /354 .*/
C: Subject: many
C:
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  to: /r0@b\.test, .*, r99@b\.test/
